using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// What a statement that updates, deletes, merges or synchronizes asks: a query whose rows tell what is to be done with which row. Its
/// columns are <c>op</c>, <c>n</c> (the row's number), a <c>v…</c> for each of <see cref="Columns"/>, with an <c>o…</c> for what the target
/// has now, and a <c>k…</c> for each of <see cref="Keys"/>.
/// </summary>
/// <param name="Sql">The query.</param>
/// <param name="Columns">The target's columns to which values are given.</param>
/// <param name="Keys">The key columns that are not among them.</param>
/// <param name="Parts">What is done, in this order.</param>
internal sealed record ChangeQuery(
    RewrittenSql Sql, IReadOnlyList<Column> Columns, IReadOnlyList<Column> Keys, IReadOnlyList<ChangePart> Parts)
{
    /// <summary>Nothing is to be done with the row.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The source says different things of one row.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>A value that is no text would have to be emptied.</summary>
    public const string Emptied = "emptied";

    /// <summary>The row has no value in a column that identifies it, and such rows take no part.</summary>
    public const string Unidentified = "unidentified";

    /// <summary>A value of the row does not fit its column.</summary>
    public const string Invalid = "invalid";

    /// <summary>The row of the source has no value at all, so that it is none.</summary>
    public const string Empty = "empty";

    /// <summary>A row that only the target has is left, since a row of the source that cannot be told may mean it.</summary>
    public const string Withheld = "withheld";

    /// <summary>The name of what stands in the cells that do not fit, a list with an element for each of <see cref="Cells"/>.</summary>
    public const string Faults = "f";

    /// <summary>The name of whether the row is one of the source.</summary>
    public const string OfSource = "src";

    /// <summary>The name of what an error says of a row.</summary>
    public const string Message = "e";

    /// <summary>The name of whether the target has the row.</summary>
    public const string There = "there";

    /// <summary>
    /// Rows that only the target has are none of the query's, and stay: how many there are is told, when the target is read whole anyway.
    /// </summary>
    public bool LeavesTargetRows { get; init; }

    /// <summary>What the user should know of the way that columns were matched.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>
    /// Columns by which rows of the source and the target are held equal with regard to case, each with the name of the source's value in
    /// the query; empty where case is none of the comparison's. Then the query gives <see cref="OfSource"/> and <see cref="There"/>.
    /// </summary>
    public IReadOnlyList<(Column Column, string Value)> CaseKeys { get; init; } = [];

    /// <summary>The columns whose values may not fit; then the query gives <see cref="Faults"/>.</summary>
    public IReadOnlyList<CheckedCell> Cells { get; init; } = [];

    /// <summary>What values mean.</summary>
    public ValueRules Rules { get; init; } = ValueRules.None;

    /// <summary>The columns of which it is told what became of them; none where that is not told.</summary>
    public IReadOnlyList<ToldColumn> Told { get; init; } = [];

    /// <summary>Whether the target has a row of the query with which nothing is to be done, as SQL over its columns.</summary>
    public string IsThere { get; init; } = There;

    /// <summary>The name of the number of the clause that applies to a row, in a merge.</summary>
    public const string Clause = "w";

    /// <summary>A row is left on purpose; the column <see cref="Why"/> tells the reason.</summary>
    public const string Left = "left";

    /// <summary>The column that tells why a row is left.</summary>
    public const string Why = "why";

    /// <summary>Rows can be <see cref="Left"/>.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Names of hidden columns that the query needs, when they are not those of the statement.</summary>
    public IReadOnlySet<string>? Identifiers { get; init; }

    /// <summary>Looks at the kept rows once more, may change what is done with them, and gives notes; null for nothing.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<Note>>>? Review { get; init; }

    /// <summary>Reads what the query needs in a way of its own; null to let it be planned.</summary>
    public Func<PreparedStatement, CancellationToken, Task<ReadPlan>>? Read { get; init; }

    /// <summary>The operations at which the statement fails.</summary>
    public IReadOnlyList<(string Op, IScriptPlace Place)> Errors { get; init; } = [];

    /// <summary>
    /// The query's <c>n</c> is the row's number in the source: null for a row that only the target has, and that of several where one row
    /// of the source goes with several of the target. <see cref="Number"/> gives each row its own.
    /// </summary>
    public bool NumbersSourceOnly { get; init; }

    /// <summary>The name of a row's values, as the query gives them.</summary>
    public static string Value(int i) => $"v{i}";

    /// <summary>The name of the values that the target has now; null for a row that it does not have.</summary>
    public static string Old(int i) => $"o{i}";

    /// <summary>The name of a row's keys.</summary>
    public static string Key(int i) => $"k{i}";

    /// <summary>
    /// Numbers the kept rows: as the source has them, then by key. Here numbers and keys alone are sorted; a window in the query would hold
    /// all the values at once.
    /// </summary>
    /// <param name="table">Where the rows are kept.</param>
    public string Number(string table)
    {
        var keys = Columns.Index().Where(c => c.Item.IsKey).Select(c => Value(c.Index)).Concat(Keys.Select((_, i) => Key(i)));
        var order = string.Join(", ", keys.Prepend("n nulls last"));
        return $"""
            update {table} as kept set n = numbers.n
            from (select rowid as at, row_number() over (order by {order}) as n from {table}) numbers
            where kept.rowid = numbers.at
            """;
    }

    /// <summary>
    /// The values of a part's rows, each in its column's type, the number, and for an update what the target has in these columns.
    /// </summary>
    public string Select(ChangePart part, string table)
    {
        var values = Columns.Select((c, i) => Sent(part, c, i));
        var keys = part.Operation == WriteOperation.Insert && !part.Request.IsRestoring ? [] : Keys.Select((_, i) => Key(i)).ToList();
        var before = part.Operation == WriteOperation.Update ? Columns.Select((_, i) => Old(i)).Concat(keys) : [];
        return $"select {string.Join(", ", values.Concat(keys).Append("n").Concat(before))} from {table} where op = '{part.Op}' order by "
            + $"n{(part.Said?.Cap is { } cap ? $" limit {cap}" : "")}";
    }

    /// <summary>
    /// The value of a row that is sent: in an update nothing where it leaves what is there, and what is there where nothing would take it
    /// away.
    /// </summary>
    string Sent(ChangePart part, Column column, int i)
    {
        var value = part.Value(column, Value(i));
        if (part.Operation != WriteOperation.Update) return value;
        // By these the target finds the row, which keeps them as they are there, however the source spells them.
        if (part.Request.IdentifiedBy.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) return $"coalesce({Old(i)}, {value})";
        if (column.CanBeEmptied && !part.Empties(column)) return $"coalesce({value}, {Old(i)})";
        return Rules.Leaves(column, Value(i), Old(i)) is not { } leaves ? value
            : $"case when {leaves} then {(column.CanBeEmptied ? Old(i) : column.Null)} else {value} end";
    }
}

/// <summary>A column of which it is told what became of it.</summary>
/// <param name="At">Its position.</param>
internal sealed record ToldColumn(int At)
{
    /// <summary>Which rows give it a value, as SQL over the columns of the query.</summary>
    public string Given { get; init; } = "true";

    /// <summary>An update leaves it.</summary>
    public bool IsKept { get; init; }
}

/// <summary>What is done with some of the rows.</summary>
/// <param name="Request">What the target is told.</param>
internal sealed record ChangePart(WriteRequest Request)
{
    /// <summary>What a synchronize says of it, or null.</summary>
    public SyncOperation? Said { get; init; }

    /// <summary>What is done.</summary>
    public WriteOperation Operation => Request.Operation;

    /// <summary>How the query calls it.</summary>
    public string Op => Operation.ToWord();

    /// <summary>Whether a null takes the value of a column away that can be emptied. The default is that it leaves the value.</summary>
    public Func<Column, bool> Empties { get; init; } = _ => false;

    /// <summary>Turns a value of the query into the one that is sent.</summary>
    public Func<Column, string, string> Value { get; init; } = (_, sql) => sql;
}
