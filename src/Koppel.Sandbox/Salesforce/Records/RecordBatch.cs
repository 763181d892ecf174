using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Does up to 200 things that were sent together. Callers hold the org's lock.</summary>
internal sealed class RecordBatch(OrgData org, RecordWriter writer)
{
    /// <summary>How many records the platform takes at once.</summary>
    public const int Most = 200;

    // Of so many records one is refused when rows are locked.
    const int LockedOf = 3;

    /// <summary>Does them in order.</summary>
    /// <param name="works">What to do.</param>
    /// <param name="allOrNone">Whether one that fails takes all others back.</param>
    /// <param name="hasLocks">Whether some are refused, as if others had locked them.</param>
    public IReadOnlyList<Outcome> Run(IReadOnlyList<RecordWork> works, bool allOrNone, bool hasLocks)
    {
        var twice = Twice(works);
        var outcomes = new Outcome[works.Count];
        var isDone = writer.Together(() =>
        {
            for (var place = 0; place < works.Count; place++)
            {
                outcomes[place] = hasLocks && place % LockedOf == 1 ? Outcome.Failed(RowFault.Locked(Holder(works[place])))
                    : twice[place] is { } fault ? Outcome.Failed(fault)
                    : Do(works[place]);
            }

            return !allOrNone || outcomes.All(outcome => outcome.Fault is null);
        });
        return isDone ? outcomes : [.. outcomes.Select(outcome => outcome.Fault is null ? Outcome.Failed(RowFault.RolledBack()) : outcome)];
    }

    Outcome Do(RecordWork work) => work.Verb switch
    {
        RecordVerb.Create => writer.Create(work.Type!, work.Cells),
        RecordVerb.Update => work.Id is { } id ? writer.Update(work.Type!, id, work.Cells)
            : Outcome.Failed(new("MISSING_ARGUMENT", "Id not specified in an update call")),
        RecordVerb.Upsert => writer.Upsert(work.Type!, work.Key!, work.KeyValue, work.Cells),
        _ => writer.Delete(work.Id ?? "", work.Type, work.Verb == RecordVerb.HardDelete),
    };

    // A record that is named twice in one call: the second change is refused, and of an upsert both.
    static RowFault?[] Twice(IReadOnlyList<RecordWork> works)
    {
        var faults = new RowFault?[works.Count];
        var seen = new Dictionary<object, int>(KeyComparer.Instance);
        for (var place = 0; place < works.Count; place++)
        {
            var (work, isUpsert) = (works[place], works[place].Verb == RecordVerb.Upsert);
            object? key = isUpsert ? work.KeyValue is { } value and not "" ? value : null
                : work.Verb == RecordVerb.Update && work.Id is { } id ? ("id", IdText.Parse(id)) : null;
            if (key is null || seen.TryAdd(key, place)) continue;
            faults[place] = isUpsert ? new("DUPLICATE_VALUE", $"Duplicate external id specified: {key}", work.Key!.Name)
                : new("DUPLICATE_VALUE", $"Duplicate id specified: {work.Id}", "Id");
            if (isUpsert) faults[seen[key]] = faults[place];
        }

        return faults;
    }

    // What the record belongs to is what another has locked.
    string Holder(RecordWork work) =>
        work.Cells.Select(cell => cell.Value).OfType<string>().FirstOrDefault(text => org.Parse(text) is { Table: > 0 })
        ?? work.Id ?? work.KeyValue?.ToString() ?? "";

    sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? one, object? other) =>
            one is string text && other is string with ? text.Equals(with, StringComparison.OrdinalIgnoreCase) : object.Equals(one, other);

        public int GetHashCode(object value) =>
            value is string text ? StringComparer.OrdinalIgnoreCase.GetHashCode(text) : value.GetHashCode();
    }
}
