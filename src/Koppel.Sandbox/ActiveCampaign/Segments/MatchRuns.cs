using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// The latest runs. A run takes half a second and a second more for each 250,000 contacts. Callers hold the sandbox's lock.
/// </summary>
internal sealed class MatchRuns(Store store)
{
    const int Kept = 20;
    const double ContactsASecond = 250_000;
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(60);

    readonly LinkedList<MatchRun> _runs = new();
    int _begun;

    public MatchRun? Find(string segment, string id) => _runs.FirstOrDefault(run => run.Id == id && IsOf(run.Segment, segment));

    /// <summary>Begins a run.</summary>
    /// <param name="segment">Who is asked for.</param>
    /// <param name="test">The same, compiled, with the conditions that only this run has.</param>
    /// <param name="sort">The order of the matches.</param>
    /// <param name="limit">How many matches are wanted at most.</param>
    /// <param name="isPlain">Whether it has no conditions of its own: then it counts as a count of the segment.</param>
    /// <param name="fault">What goes wrong with it.</param>
    public MatchRun Begin(Segment segment, IContactTest test, string sort, int limit, bool isPlain, FaultKind? fault)
    {
        var matches = MatchSort.Sort(test.Among(store, ContactSet.Everybody).Members(store), sort, store);
        _begun++;
        var takes = fault == FaultKind.MatchSlow ? Slow : Takes();
        var run = new MatchRun
        {
            Id = SegmentHash.Id($"run/{store.Birth.Ticks}/{_begun}"),
            Segment = segment,
            Version = segment.Latest.Created,
            Sort = sort,
            Start = store.Clock.Now,
            Takes = takes,
            End = store.Clock.Now + store.Clock.Scaled(takes),
            Fails = fault == FaultKind.MatchFails,
            Matches = matches.Length > limit ? matches[..limit] : matches,
        };
        Keep(run);
        segment.LastUsed = run.Start;
        if (isPlain && !run.Fails)
            segment.Counts.Add(new(run.End, run.Id, SegmentHash.Of(segment.Latest.Definition), matches.Length, ActiveAmong(matches.Span)));
        return run;
    }

    /// <summary>The same run in another order; it begins anew.</summary>
    public MatchRun Resort(MatchRun run, string sort)
    {
        var ascending = run.Matches.ToArray();
        Array.Sort(ascending);
        var takes = Takes();
        var again = run with { Sort = sort, Start = store.Clock.Now, Takes = takes, End = store.Clock.Now + store.Clock.Scaled(takes),
            Matches = MatchSort.Sort(ascending, sort, store) };
        _runs.Remove(run);
        Keep(again);
        return again;
    }

    static bool IsOf(Segment segment, string key) =>
        segment.Key.Equals(key, StringComparison.OrdinalIgnoreCase) || (int.TryParse(key, out var id) && segment.Id == id);

    /// <summary>How many are subscribed to a list.</summary>
    int ActiveAmong(ReadOnlySpan<int> ids)
    {
        var count = 0;
        foreach (var id in ids)
        {
            if (Array.Exists(store.Contacts.Find(id)!.Lists, row => row.Status == ListStatus.Active)) count++;
        }

        return count;
    }

    TimeSpan Takes() => Least + TimeSpan.FromSeconds(store.Contacts.Rows.Count / ContactsASecond);

    void Keep(MatchRun run)
    {
        _runs.AddFirst(run);
        if (_runs.Count > Kept) _runs.RemoveLast();
    }
}
