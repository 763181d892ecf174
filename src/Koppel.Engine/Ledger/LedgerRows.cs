namespace Koppel.Engine.Ledger;

/// <summary>A run in a list.</summary>
/// <param name="Run">The run.</param>
/// <param name="Targets">What it writes to.</param>
/// <param name="Statements">How many of its statements were begun.</param>
/// <param name="Books">What became of its rows.</param>
/// <param name="Calls">How many calls it made.</param>
public sealed record ListedRun(RunRecord Run, IReadOnlyList<string> Targets, long Statements, Books Books, long Calls);

/// <summary>A statement of a run with all that is told of it.</summary>
/// <param name="Record">The statement with its books.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When it ended, or null.</param>
/// <param name="Calls">How many calls it made.</param>
/// <param name="Creates">What its plan creates on the way, such as tags.</param>
/// <param name="Notes">What its plan says besides.</param>
public sealed record StatementDetail(
    StatementRecord Record, DateTimeOffset Started, DateTimeOffset? Finished, long Calls, IReadOnlyList<string> Creates,
    IReadOnlyList<string> Notes);

/// <summary>Calls of a route.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Method">The method, such as <c>POST</c>.</param>
/// <param name="Route">The route.</param>
/// <param name="Count">How many.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Milliseconds">How long they took together.</param>
public sealed record RouteCount(string Connection, string Method, string Route, long Count, long Failed, long Milliseconds);

/// <summary>A part of the rows, and how many there are.</summary>
/// <typeparam name="T">What a row is.</typeparam>
/// <param name="Rows">The rows.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record RowPage<T>(IReadOnlyList<T> Rows, long Total);

/// <summary>A part of the changes of a run.</summary>
/// <param name="Rows">The changes.</param>
/// <param name="Next">Behind which place the next part begins; null at the end. A part can be empty, and more can follow it.</param>
public sealed record ChangePage(IReadOnlyList<ChangedRow> Rows, ChangePlace? Next);

/// <summary>A row that a load changed, or was to change.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Row">The row's number in the source of the load.</param>
/// <param name="Target">The target, such as <c>contacts@ac</c>.</param>
/// <param name="Operation">insert, update or delete.</param>
/// <param name="Old">What the target had, by column, as JSON; null for none.</param>
/// <param name="New">What it got, by column, as JSON; null for none.</param>
/// <param name="Status">done, rejected, unchanged, not sent, in doubt or forgotten.</param>
/// <param name="Time">When it was known to be done, or null.</param>
/// <param name="Key">The key that the remote system gave to a new row, or null.</param>
/// <param name="IsOnTheWay">It came into being beside the row, such as a new tag.</param>
public sealed record ChangedRow(
    long Statement, long Row, string Target, string Operation, string? Old, string? New, string Status, DateTimeOffset? Time, string? Key,
    bool IsOnTheWay);

/// <summary>A call that was made.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Time">When.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Method">The method.</param>
/// <param name="Route">The route.</param>
/// <param name="Status">The HTTP status, or 0 when no answer came.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Bytes">Of both bodies together.</param>
/// <param name="Retries">How often it had been tried before.</param>
public sealed record MadeCall(
    long Statement, DateTimeOffset Time, string Connection, string Method, string Route, long Status, long Milliseconds, long Bytes,
    long Retries);

/// <summary>A row that was not accepted.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Row">The row's number in the source of the load.</param>
/// <param name="SourceRow">The row's number in its sheet, or null.</param>
/// <param name="Values">Its values by column, as JSON.</param>
/// <param name="Code">Why, as a word for programs.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RefusedRow(long Statement, long Row, long? SourceRow, string Values, string Code, string Reason, string Remedy);

/// <summary>Rejects of one reason.</summary>
/// <param name="Code">Why, as a word for programs.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Count">How many.</param>
public sealed record RejectGroup(string Code, string Reason, string Remedy, long Count);

/// <summary>A row of a source that found no partner.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Source">The source.</param>
/// <param name="Target">The table that has no partner for it.</param>
/// <param name="Key">What was compared.</param>
/// <param name="Row">The row's number in the source.</param>
/// <param name="Values">Its values by column, as JSON.</param>
/// <param name="IsNear">It would have a partner if case and blanks did not count.</param>
public sealed record PartnerlessRow(
    long Statement, string Source, string Target, string Key, long Row, string Values, bool IsNear);

/// <summary>A row that a load left as it was.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Row">The row's number in the load.</param>
/// <param name="Values">Its values by column, as JSON.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftRow(long Statement, long Row, string Values, string Reason);
