using Koppel.Engine.Events;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Statements;

/// <summary>What came of a statement.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
public abstract record StatementResult(int Number);

/// <summary>A statement that gives no rows was carried out.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Message">What was done, as a short sentence without a full stop, such as <c>table x@inmemorystorage: 12 rows</c>.</param>
public sealed record DoneResult(int Number, string Message) : StatementResult(Number)
{
    /// <summary>What a user must know of where the rows came from, sentences without a full stop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many rows of files were left out because they have more cells than there are columns.</summary>
    public long LeftOut { get; init; }

    /// <summary>
    /// It made, filled or removed something, be it a table of the session or a file: worth a word also where nobody watches.
    /// </summary>
    public bool HasWritten { get; init; }
}

/// <summary>The answer to <c>explain</c>.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Lines">The plan as lines of text.</param>
public sealed record PlanResult(int Number, IReadOnlyList<string> Lines) : StatementResult(Number);

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
