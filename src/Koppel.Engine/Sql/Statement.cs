namespace Koppel.Engine.Sql;

/// <summary>A statement, known as far as it must be before DuckDB sees it.</summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
internal abstract record Statement(ScriptPart Part, string Script)
{
    HashSet<string>? _identifiers;

    /// <summary>The table that it changes, when it has the form <c>table@connection</c>.</summary>
    public virtual TableReference? Target => null;

    /// <summary>It gives rows.</summary>
    public virtual bool GivesRows => false;

    /// <summary>It makes, fills or removes something.</summary>
    public virtual bool Writes => Target is not null;

    /// <summary>All names in it.</summary>
    public IReadOnlySet<string> Identifiers => _identifiers ??=
        Part.Tokens.Where(t => t.IsName).Select(t => SqlText.Name(Script, t)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was done when it is done.</summary>
    /// <param name="rows">The rows that it changed, or a number below 0.</param>
    public virtual Done Done(long rows) => rows > 0 ? new Done(DoneKind.Changed, "", rows) : new Done(DoneKind.Other);

    /// <summary>Finds out what a part of a script is.</summary>
    /// <exception cref="QueryException">It does not end, or its head is not what Koppel's own statements need.</exception>
    public static Statement Parse(string script, ScriptPart part) => new StatementParser(script).Parse(part);
}

/// <summary>A query, or another statement that gives rows.</summary>
internal sealed record SelectStatement(ScriptPart Part, string Script) : Statement(Part, Script)
{
    public override bool GivesRows => true;
}

/// <summary><c>create [or replace] table x@connection as …</c></summary>
internal sealed record CreateTableAsStatement(ScriptPart Part, string Script, TableReference Table) : Statement(Part, Script)
{
    public override TableReference Target => Table;

    /// <summary>It has a query.</summary>
    public bool IsFilled { get; init; }

    public override Done Done(long rows) =>
        rows >= 0 ? new Done(DoneKind.Filled, $"table {Table.Text}", rows) : new Done(DoneKind.Created, $"table {Table.Text}");
}

/// <summary><c>drop table x@connection</c></summary>
internal sealed record DropTableStatement(ScriptPart Part, string Script, TableReference Table) : Statement(Part, Script)
{
    public override TableReference Target => Table;

    public override Done Done(long rows) => new(DoneKind.Dropped, $"table {Table.Text}");
}

/// <summary>A statement that writes rows into a table.</summary>
internal abstract record WriteStatement(ScriptPart Part, string Script, TableReference Table) : Statement(Part, Script)
{
    public sealed override TableReference Target => Table;

    /// <summary>Its verb.</summary>
    public abstract string Kind { get; }

    /// <summary>What it says of the meaning of values.</summary>
    public IReadOnlyList<ValueWords> Words { get; init; } = [];

    /// <summary>After how many rejected rows it stops; null for never.</summary>
    public long? StopAfter { get; init; }
}

/// <summary><c>insert into x@connection [(columns)] query</c></summary>
internal sealed record InsertStatement(
    ScriptPart Part, string Script, TableReference Table, IReadOnlyList<NamedColumn> Columns, SelectStatement Source)
        : WriteStatement(Part, Script, Table)
{
    public override string Kind => "insert";

    /// <summary>
    /// The column whose values tell which rows are there and get the values of the others; null when rows that are there are left.
    /// </summary>
    public NamedColumn? UpsertBy { get; init; }

    public override Done Done(long rows) => new(DoneKind.Inserted, Table.Text, Math.Max(0, rows));
}

/// <summary>A column that a statement names.</summary>
/// <param name="Name">The name.</param>
/// <param name="Start">Its first character in the script.</param>
/// <param name="Length">Its length in characters.</param>
internal sealed record NamedColumn(string Name, int Start, int Length) : IScriptPlace;

/// <summary>Another statement that changes a table: <c>truncate</c>, and any over a table of the session.</summary>
internal sealed record ChangeStatement(ScriptPart Part, string Script, string Verb, TableReference Table) : Statement(Part, Script)
{
    public override TableReference Target => Table;
}

/// <summary><c>explain [analyze] statement</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Inner">The statement that is explained.</param>
/// <param name="Analyze">DuckDB is to run it and to measure.</param>
internal sealed record ExplainStatement(ScriptPart Part, string Script, Statement Inner, bool Analyze) : Statement(Part, Script)
{
    public override bool GivesRows => true;
}

/// <summary><c>set name[@connection] = value</c></summary>
internal sealed record SetStatement(ScriptPart Part, string Script, string Name, string? Alias, string Value) : Statement(Part, Script)
{
    public int Start => Part.Start;

    public int Length => Part.End - Part.Start;
}

/// <summary>Anything else: DuckDB knows.</summary>
internal sealed record NativeStatement(ScriptPart Part, string Script) : Statement(Part, Script)
{
    static readonly string[] Makers = ["copy", "export", "insert", "update", "delete", "create", "drop", "truncate"];

    string First => Part.Tokens.First(t => !t.IsBlank).In(Script).ToString();

    public override bool Writes => Makers.Contains(First, StringComparer.OrdinalIgnoreCase);

    public override Done Done(long rows) => rows >= 0 && First.Equals("copy", StringComparison.OrdinalIgnoreCase)
        ? new Done(DoneKind.Copied, "", rows)
        : base.Done(rows);
}
