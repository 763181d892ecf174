using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// The latest runs. A run takes half a second and a second more for each 250,000 contacts. Callers hold the sandbox's lock.
/// </summary>
sealed class MatchRuns(Store store, Clock clock)
{
    const int Kept = 20;
    const double ContactsASecond = 250_000;
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(60);

    readonly long birth = clock.Now.Ticks;
    readonly LinkedList<MatchRun> runs = new();
    int begun;

    public MatchRun? Find(string segment, string id) => runs.FirstOrDefault(run => run.Id == id && IsOf(run.Segment, segment));

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
        begun++;
        var takes = fault == FaultKind.MatchSlow ? Slow : Takes();
        var run = new MatchRun
        {
            Id = SegmentHash.Id($"run/{birth}/{begun}"),
            Segment = segment,
            Version = segment.Latest.Created,
            Sort = sort,
            Start = clock.Now,
            Takes = takes,
            End = clock.Now + clock.Scaled(takes),
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
        var again = run with { Sort = sort, Start = clock.Now, Takes = takes, End = clock.Now + clock.Scaled(takes),
            Matches = MatchSort.Sort(ascending, sort, store) };
        runs.Remove(run);
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

    TimeSpan Takes() => Least + TimeSpan.FromSeconds(store.Contacts.Count / ContactsASecond);

    void Keep(MatchRun run)
    {
        runs.AddFirst(run);
        if (runs.Count > Kept) runs.RemoveLast();
    }
}
