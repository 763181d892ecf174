using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A saved segment with those who are in it at this moment.</summary>
/// <param name="Id">Its number in the older list.</param>
/// <param name="Key">Its id in the newer paths.</param>
/// <param name="Name">Its name.</param>
/// <param name="Says">What it says, in words.</param>
/// <param name="Contacts">How many contacts are in it; null when it cannot be asked.</param>
/// <param name="Active">How many of them are active on a list.</param>
/// <param name="Fault">Why it cannot be asked.</param>
sealed record SegmentsPage(int Id, string Key, string Name, string Says, int? Contacts, int? Active, string? Fault)
{
    public static IReadOnlyList<SegmentsPage> Read(SandboxState state) => state.Use(() => state.Segments.Saved.Select(segment => Of(state, segment)).ToArray());

    static SegmentsPage Of(SandboxState state, Segment segment)
    {
        var (contacts, active, fault) = Count(state, segment);
        return new(segment.Id, segment.Key, segment.Name!, SegmentWords.Of(state.Store, segment.Latest.Definition), contacts, active, fault);
    }

    static (int? Contacts, int? Active, string? Fault) Count(SandboxState state, Segment segment)
    {
        try
        {
            var found = new SegmentCompiler(state.Store, state.Now).Find(segment.Latest.Definition).ToArray();
            return (found.Length, found.Count(id => Array.Exists(state.Store.Contacts.Find(id)!.Lists, row => row.Status == ListStatus.Active)), null);
        }
        catch (SegmentFault fault)
        {
            return (null, null, fault.Message);
        }
    }
}
