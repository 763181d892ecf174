using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>How many contacts carry both of two tags, for the tags with the most contacts.</summary>
/// <param name="Tags">The tags of rows and columns.</param>
/// <param name="Both">A row of numbers for each tag; where a tag meets itself, how many have it.</param>
internal sealed record CrossTable(IReadOnlyList<Named> Tags, int[][] Both)
{
    const int Usual = 12;
    const int Most = 30;

    public static CrossTable Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        var size = call.Number("size") is > 0 and var asked ? Math.Min(asked, Most) : Usual;
        var tags = state.Store.Tags.Rows.All.ToArray()
            .OrderByDescending(tag => tag.Contacts.Count).ThenBy(tag => tag.Id).Take(size).ToArray();
        return new CrossTable([.. tags.Select(tag => new Named(tag.Id, tag.Name))], Count(state.Store, tags));
    });

    /// <summary>One pass over the contacts: each counts for every pair of its tags.</summary>
    static int[][] Count(Store store, Tag[] tags)
    {
        var places = tags.Select((tag, place) => (tag, place)).ToDictionary(one => one.tag, one => one.place);
        int[][] both = [.. tags.Select(_ => new int[tags.Length])];
        var mine = new List<int>();
        foreach (var contact in store.Contacts.Rows.All)
        {
            mine.Clear();
            foreach (var link in contact.Tags)
            {
                if (places.TryGetValue(link.Tag, out var place)) mine.Add(place);
            }

            foreach (var row in mine)
            {
                foreach (var column in mine) both[row][column]++;
            }
        }

        return both;
    }
}
