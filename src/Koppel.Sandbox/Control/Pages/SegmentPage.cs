using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A segment with a page of its contacts.</summary>
internal sealed record SegmentPage(SegmentsPage Segment, int Total, int Offset, IReadOnlyList<SegmentPage.Row> Contacts)
{
    const int Size = 50;

    public static SegmentPage? Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        if (state.Store.Segments.Rows.Find(call.Id) is not { } segment) return null;
        var members = SegmentsPage.Members(state, segment);
        var offset = Math.Clamp(call.Number("offset"), 0, members.Length);
        return new SegmentPage(SegmentsPage.Of(state, segment), members.Length, offset,
            [.. members.Slice(offset, Math.Min(Size, members.Length - offset)).ToArray()
                .Select(id => Row.Of(state.Store.Contacts.Find(id)!))]);
    });

    /// <summary>One contact.</summary>
    internal sealed record Row(int Id, string Email, string FirstName, string LastName)
    {
        public static Row Of(Contact contact) => new(contact.Id, contact.Email, contact.FirstName, contact.LastName);
    }
}
