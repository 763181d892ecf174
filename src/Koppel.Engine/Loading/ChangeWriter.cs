using Koppel.Engine.Loading.Changes;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The sessions of a statement that does several things as one: all their calls stand in one journal.</summary>
internal sealed class ChangeWriter(IReadOnlyList<(ChangePart Part, IWriteSession Session)> parts) : IWriteSession
{
    /// <summary>What is done, and the session that does it.</summary>
    public IReadOnlyList<(ChangePart Part, IWriteSession Session)> Parts => parts;

    /// <summary>The rows with which nothing is to be done.</summary>
    public long Unchanged { get; set; }

    /// <summary>The rows that the query itself tells to be wrong.</summary>
    public IReadOnlyList<Reject> Rejects { get; set; } = [];

    /// <summary>The rows that are left on purpose; they are among the unchanged.</summary>
    public IReadOnlyList<LeftRow> Left { get; set; } = [];

    /// <summary>What becomes of each column.</summary>
    public IReadOnlyList<ColumnBook> Columns { get; set; } = [];

    /// <summary>What the user must know.</summary>
    public List<Note> Notes { get; } = [];

    public void Observe(string table, RowBatch rows)
    {
        foreach (var (_, session) in parts) session.Observe(table, rows);
    }

    /// <summary>Lets sessions that need to ask nothing plan their rows as they come, so that these are not kept.</summary>
    public void Begin(IWriteJournal journal)
    {
        foreach (var (_, session) in parts)
            if (session.PlansAlone) session.PlanEarly(journal);
    }

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("Rows are given to the session of their part.");

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var plans = new List<(WriteOperation Operation, WritePlan Plan)>();
        foreach (var (part, session) in parts) plans.Add((part.Operation, await session.PlanAsync(journal, cancellationToken)));
        var all = plans.ConvertAll(p => p.Plan);
        List<LeftRow> left = [.. Left, .. all.SelectMany(p => p.EachLeft)];
        return new WritePlan
        {
            Read = all.Sum(p => p.Read) + Unchanged + Rejects.Count,
            Changes = all.Sum(p => p.Changes),
            Unchanged = all.Sum(p => p.Unchanged) + Unchanged,
            Kinds = [.. Kinds(plans)],
            Repeats = all.Sum(p => p.Repeats),
            Rejects = new RejectList(
                Rejects.Concat(all.SelectMany(p => p.Rejects.First)).OrderBy(r => r.Row), all.Sum(p => p.Rejects.Count) + Rejects.Count),
            EachReject = Rejects.Concat(all.SelectMany(p => p.EachReject)),
            EachLeft = left,
            Columns = Columns,
            Calls = [
                .. all.SelectMany(p => p.Calls).GroupBy(c => (c.Route, c.What))
                    .Select(g => g.First() with { Count = g.Sum(c => c.Count) })],
            Creates = [.. all.SelectMany(p => p.Creates).Distinct()], // Rows that are new and rows that change may need the same tag.
            Duration = all.Aggregate(TimeSpan.Zero, (sum, p) => sum + p.Duration),
            Notes = [.. Ledger.LeftNotes.Of(left).Select(n => new Note(n)), .. Notes.Concat(all.SelectMany(p => p.Notes)).Distinct()],
            Irreversible = [.. all.SelectMany(p => p.Irreversible).Distinct()],
        };
    }

    /// <summary>Of each kind that was asked for, also where nothing is to be done.</summary>
    static IEnumerable<PlannedRows> Kinds(List<(WriteOperation Operation, WritePlan Plan)> plans) =>
        from operation in Enum.GetValues<WriteOperation>()
        let count = plans.Sum(p => p.Plan.Kinds.Where(k => k.Operation == operation).Sum(k => k.Count))
        where count > 0 || plans.Exists(p => p.Operation == operation)
        select new PlannedRows(operation, count);

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, session) in parts) await session.DisposeAsync();
    }
}
