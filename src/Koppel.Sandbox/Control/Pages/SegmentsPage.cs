using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A saved segment with how many are in it now.</summary>
/// <param name="Id">Its number in the older list.</param>
/// <param name="Key">Its id in the newer paths.</param>
/// <param name="Name">Its name.</param>
/// <param name="Says">What it asks for, in words.</param>
/// <param name="Contacts">How many are in it now; null when it cannot be asked.</param>
/// <param name="Active">How many of them are active on a list, and can get mail.</param>
/// <param name="Fault">Why it cannot be asked: a value of it is told with each request.</param>
internal sealed record SegmentsPage(int Id, string Key, string Name, string Says, int? Contacts, int? Active, string? Fault)
{
    public static IReadOnlyList<SegmentsPage> Read(SandboxState state) => state.Use(() =>
        state.Store.Segments.Saved.OrderBy(segment => segment.Name, StringComparer.OrdinalIgnoreCase).Select(segment => Of(state, segment))
            .ToArray());

    public static SegmentsPage Of(SandboxState state, Segment segment)
    {
        var says = SegmentWords.Of(segment.Latest.Definition, state.Store);
        try
        {
            var members = Members(state, segment);
            return new(segment.Id, segment.Key, segment.Name ?? "", says, members.Length, CanGetMail(state.Store, members.Span), null);
        }
        catch (SegmentFault fault)
        {
            return new(segment.Id, segment.Key, segment.Name ?? "", says, null, null, fault.Message);
        }
    }

    static int CanGetMail(Store store, ReadOnlySpan<int> members)
    {
        var active = 0;
        foreach (var id in members)
        {
            if (Array.Exists(store.Contacts.Find(id)!.Lists, row => row.Status == ListStatus.Active)) active++;
        }

        return active;
    }

    /// <summary>The ids of those who are in it now, ascending.</summary>
    public static ReadOnlyMemory<int> Members(SandboxState state, Segment segment) =>
        new SegmentCompiler(state.Store, state.Now).Find(segment.Latest.Definition);
}
