using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>Snapshots that last as long as the test.</summary>
sealed class MemorySnapshots : ISnapshotStore
{
    static readonly Comparer<SnapshotKey> ByNumber = Comparer<SnapshotKey>.Create((a, b) => a.Number.CompareTo(b.Number));

    readonly Dictionary<string, SnapshotState> _states = [];
    readonly Dictionary<long, SortedDictionary<SnapshotKey, SnapshotRow>> _rows = [];

    /// <summary>Happens before rows are applied, as when another process is at it.</summary>
    public Action<MemorySnapshots> Applying { get; set; } = _ => { };

    public SnapshotState? Find(string name) => _states.GetValueOrDefault(name);

    public ISnapshotFilling Fill(string name, string form) => new Filling(this, name, form);

    public SnapshotState? Apply(SnapshotState state, IReadOnlyList<SnapshotRow> rows, DateTimeOffset asOf)
    {
        Applying(this);
        var (name, there) = _states.Single(s => s.Value.Id == state.Id);
        if (there.Version != state.Version) return null;
        foreach (var row in rows) _rows[state.Id][row.Key] = row;
        return _states[name] = there with { Version = there.Version + 1, Rows = _rows[state.Id].Count, AsOf = asOf };
    }

    /// <summary>Another process refreshes the snapshot, and finds nothing new.</summary>
    public void Touch()
    {
        foreach (var (name, state) in _states.ToList()) _states[name] = state with { Version = state.Version + 1 };
    }

    public IReadOnlyList<SnapshotRow> Read(SnapshotState state, SnapshotKey? after, int most) =>
        [.. _rows[state.Id].Values.Where(r => after is null || ByNumber.Compare(r.Key, after.Value) > 0).Take(most)];

    public IReadOnlyList<(SnapshotKey Key, DateTimeOffset Changed)> Latest(SnapshotState state, DateTimeOffset since, int most) =>
        [.. _rows[state.Id].Values.Where(r => r.Changed > since).OrderByDescending(r => r.Changed).Take(most)
            .Select(r => (r.Key, r.Changed))];

    public IReadOnlySet<SnapshotKey> Present(SnapshotState state, IReadOnlyList<SnapshotKey> keys) =>
        keys.Where(_rows[state.Id].ContainsKey).ToHashSet();

    sealed class Filling(MemorySnapshots store, string name, string form) : ISnapshotFilling
    {
        readonly SortedDictionary<SnapshotKey, SnapshotRow> _taken = new(ByNumber);

        public void Add(IReadOnlyList<SnapshotRow> rows)
        {
            foreach (var row in rows) _taken[row.Key] = row;
        }

        public void Complete(DateTimeOffset asOf)
        {
            var id = store._rows.Count + 1;
            store._rows[id] = _taken;
            store._states[name] = new SnapshotState(id, 1, form, _taken.Count, default, default, asOf);
        }

        public void Dispose()
        {
            // What was not completed is nowhere.
        }
    }
}
