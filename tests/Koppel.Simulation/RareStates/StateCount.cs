namespace Koppel.Simulation.RareStates;

/// <summary>How many runs reached each rare state.</summary>
internal sealed class StateCount
{
    readonly int[] _counts = new int[RareState.All.Count];
    readonly int[] _first = new int[RareState.All.Count];

    /// <summary>Those that none reached.</summary>
    public IEnumerable<string> Missing => RareState.All.Where((_, i) => _counts[i] == 0).Select(s => s.Name);

    /// <summary>Each state, with how many runs reached it and which was the first.</summary>
    public IEnumerable<string> Lines => RareState.All.Select((s, i) =>
        FormattableString.Invariant($"{_counts[i],6} {(_counts[i] == 0 ? "" : $"first seed {_first[i]}"),-18} {s.Name}"));

    /// <summary>Counts a run.</summary>
    public void Add(int seed, Facts facts)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (!RareState.All[i].IsReached(facts)) continue;
            if (_counts[i]++ == 0) _first[i] = seed;
        }
    }
}
