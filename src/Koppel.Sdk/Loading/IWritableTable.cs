using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>A table that rows can be loaded into. A load is planned by a session, and carried out from its journal.</summary>
public interface IWritableTable : ITable
{
    /// <summary>
    /// Tables of the same connection whose rows tell what is there already. When the load's query reads one of them anyway, these
    /// columns are read with it and the rows are shown to the session, so that nothing is asked twice.
    /// </summary>
    IReadOnlyList<SideRead> SideReads { get; }

    /// <summary>Begins a load. Makes no call.</summary>
    /// <param name="request">What it wants to do; the table's <see cref="TableSchema.Verbs"/> tell what it can.</param>
    /// <exception cref="ConnectorException">The table cannot be loaded this way; the message says why.</exception>
    IWriteSession BeginWrite(WriteRequest request);

    /// <summary>How the calls of its loads are made, all kinds of them, for one load.</summary>
    IReadOnlyList<ICallKind> BeginCalls();

    /// <summary>The kinds of calls that <see cref="CarryOutAsync"/> can make: a journal that holds others is not given to it.</summary>
    IReadOnlyList<CallKind> CallKinds => [.. BeginCalls().Select(k => k.Kind)];

    /// <summary>
    /// Makes the calls of a journal that are not done yet, those of a load that broke off too: a call that may have been sent is settled
    /// by asking whether it happened, or sent again where that is harmless. What became of each row is in the journal.
    /// </summary>
    /// <exception cref="ConnectorException">It cannot go on. The calls that were under way are settled as far as they can be.</exception>
    Task CarryOutAsync(IWriteJournal journal, CancellationToken cancellationToken = default) =>
        CallRunner.RunAsync(BeginCalls(), journal, cancellationToken);
}

/// <summary>A table whose rows a writer would like to see, and the columns it needs.</summary>
/// <param name="Table">The table's name in the same connection.</param>
/// <param name="Columns">Names of columns.</param>
public sealed record SideRead(string Table, IReadOnlyList<string> Columns);

/// <summary>What a load wants to do.</summary>
/// <param name="Columns">The target's columns that the rows fill, in the order of the rows. For update and delete the key columns are among
/// them.</param>
public sealed record WriteRequest(IReadOnlyList<Column> Columns)
{
    /// <summary>What is done with the rows. The default is to insert them.</summary>
    public WriteOperation Operation { get; init; }

    /// <summary>
    /// Columns that tell which row an update means, beside the key; their values stay. The default is none: the key tells it. In an
    /// update a null leaves what is there; an empty text empties it.
    /// </summary>
    public IReadOnlyList<string> IdentifiedBy { get; init; } = [];

    /// <summary>
    /// Rows that are inserted were held against all rows of the table by <see cref="IdentifiedBy"/>, as the system compares them, and are
    /// not there: nobody need ask. The default is that this is not known.
    /// </summary>
    public bool AreNew { get; init; }

    /// <summary>
    /// Of rows that are inserted, the column whose values tell which are there already: these get their values instead. It is one of
    /// <see cref="TableSchema.UpsertKeys"/>. The default is null: rows that are there are left.
    /// </summary>
    public string? UpsertBy { get; init; }

    /// <summary>
    /// Rows that are inserted had been removed, and are brought back as they were: their keys tell which, other values are only told. For
    /// tables with <see cref="TableVerbs.Restore"/>; the default is false.
    /// </summary>
    public bool IsRestoring { get; init; }

    /// <summary>The position of a column by name without regard to case, or -1.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (string.Equals(Columns[i].Name, column, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}

/// <summary>
/// Plans one load, in this order: <see cref="AddAsync"/> and <see cref="Observe"/> any number of times (they may overlap), then
/// <see cref="PlanAsync"/> once. It writes nothing to the remote system.
/// </summary>
public interface IWriteSession : IAsyncDisposable
{
    /// <summary>
    /// Shows rows of a <see cref="SideRead"/> table as they pass, never known to be all of it. Called from other threads. The default is
    /// that they are not looked at.
    /// </summary>
    /// <param name="table">The table's name.</param>
    /// <param name="rows">The rows; valid during the call only.</param>
    void Observe(string table, RowBatch rows)
    {
    }

    /// <summary>Takes rows to load, in the order of the source; the first is row 1. The batch is the session's to keep.</summary>
    ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether <see cref="PlanEarly"/> plans rows without asking the system anything, so that they need not be kept. The default is no.
    /// </summary>
    bool PlansAlone => false;

    /// <summary>
    /// Lets calls be entered in the journal while rows are still being added, because somebody makes them meanwhile. Called before the
    /// first row, if at all.
    /// </summary>
    /// <param name="journal">The journal that <see cref="PlanAsync"/> gets too.</param>
    /// <returns>Whether the session does so; the default is that it plans all in the end.</returns>
    bool PlanEarly(IWriteJournal journal) => false;

    /// <summary>
    /// Reads what is missing, drops what is already there, groups the rest into the fewest calls, prices them and enters them in the
    /// journal.
    /// </summary>
    ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default);
}
