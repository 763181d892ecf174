namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>
/// Which call changed what of which contact: the latest 100,000 changes, for the viewer. Writers name the cause first; what happens
/// without one is the beginning (a seed, a snapshot) and no change. Callers hold the sandbox's lock.
/// </summary>
internal sealed class Journal
{
    const int Kept = 100_000;
    const int Longest = 300;

    readonly List<Change> _ring = [];
    int _next;

    /// <summary>The call that is being answered or whose import is being done; null for none.</summary>
    public Cause? Cause { get; set; }

    /// <summary>How many changes there have been.</summary>
    public long Total { get; private set; }

    /// <summary>Notes that a value became another one.</summary>
    /// <returns>The value after the change, so that a setter is one line.</returns>
    public string Changed(int contact, string what, string before, string after)
    {
        if (Cause is not null && before != after) Note(contact, what, before, after);
        return after;
    }

    /// <summary>
    /// Notes that something came, <paramref name="before"/> is null, went, <paramref name="after"/> is null, or became something else.
    /// </summary>
    public void Note(int contact, string what, string? before, string? after)
    {
        if (Cause is not { } cause) return;
        var change = new Change(cause, contact, what, Cut(before), Cut(after));
        if (_ring.Count < Kept) _ring.Add(change);
        else _ring[_next] = change;
        _next = (_next + 1) % Kept;
        Total++;
    }

    /// <summary>The latest changes of a contact, newest first.</summary>
    public IReadOnlyList<Change> Of(int contact, int most) => [.. NewestFirst().Where(change => change.Contact == contact).Take(most)];

    /// <summary>The changes that a call made, newest first.</summary>
    public IReadOnlyList<Change> By(long call, int most) => [.. NewestFirst().Where(change => change.Cause.Call == call).Take(most)];

    IEnumerable<Change> NewestFirst()
    {
        for (var back = 1; back <= _ring.Count; back++) yield return _ring[(_next - back + _ring.Count) % _ring.Count];
    }

    static string? Cut(string? value) => value?.Length > Longest ? value[..(Longest - 1)] + "…" : value;
}
