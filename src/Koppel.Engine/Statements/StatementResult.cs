using Koppel.Engine.Events;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Statements;

/// <summary>What came of a statement.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
public abstract record StatementResult(int Number) : RunEvent
{
    readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the run waits behind it until its reader has done with it.</summary>
    internal virtual bool Waits => false;

    /// <summary>Is done when its reader has done with it.</summary>
    internal Task Released => _released.Task;

    /// <summary>Its reader has done with it: the run, where it waits, goes on.</summary>
    public void Release() => _released.TrySetResult();
}

/// <summary>A statement that gives no rows was carried out.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Done">What was done.</param>
public sealed record DoneResult(int Number, Done Done) : StatementResult(Number)
{
    /// <summary>That as a short sentence without a full stop, such as <c>table x@inmemorystorage: 12 rows</c>.</summary>
    public string Message => Done.Kind switch
    {
        DoneKind.Changed => $"{Amounts.Rows(Done.Rows)} changed",
        DoneKind.Inserted => $"{Amounts.Rows(Done.Rows)} inserted into {Done.Subject}",
        DoneKind.Copied => $"{Amounts.Rows(Done.Rows)} copied",
        DoneKind.Filled => $"{Done.Subject}: {Amounts.Rows(Done.Rows)}",
        DoneKind.Created => $"{Done.Subject} created",
        DoneKind.Dropped => $"{Done.Subject} dropped",
        DoneKind.Defined => $"{Done.Subject} = {Done.Value}",
        DoneKind.Exported => $"{Done.Subject} written",
        DoneKind.Used => Done.Connections.Count == 0 ? "no connection in use" : $"{string.Join(", ", Done.Connections)} in use",
        DoneKind.Set => $"{Done.Subject} = {Done.Value} for {string.Join(", ", Done.Connections)}",
        _ => "done",
    };

    /// <summary>What a user must know of where the rows came from, sentences without a full stop.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>How many calls of each kind the statement made, by route.</summary>
    public IReadOnlyDictionary<string, long> Calls { get; init; } = new Dictionary<string, long>();

    /// <summary>How many rows of files were left out because they have more cells than there are columns.</summary>
    public long LeftOut { get; init; }

    /// <summary>
    /// It made, filled or removed something, be it a table of the session or a file: worth a word also where nobody watches.
    /// </summary>
    public bool HasWritten { get; init; }
}

/// <summary>The answer to <c>explain</c>.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Plan">The plan.</param>
public sealed record PlanResult(int Number, Explanation Plan) : StatementResult(Number)
{
    /// <summary>The plan as lines of text.</summary>
    public IReadOnlyList<string> Lines => [.. ExplainText.Lines(Plan)];

    internal override bool Waits => true;
}

/// <summary>A load ran, to its end or not.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Report">What it did.</param>
public sealed record LoadResult(int Number, LoadReport Report) : StatementResult(Number);

/// <summary>A statement failed. It is the last result of a script: nothing behind it runs.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Fault">
/// A <see cref="QueryException"/> for the user's SQL, a <see cref="ConnectorException"/> for a remote system, a
/// <see cref="LoadDeclinedException"/>
/// for a load that was not confirmed.
/// </param>
public sealed record FailedResult(int Number, Exception Fault) : StatementResult(Number);
