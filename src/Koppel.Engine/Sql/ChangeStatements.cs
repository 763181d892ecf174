using Koppel.Sdk.Schema;

namespace Koppel.Engine.Sql;

/// <summary><c>delete from T@connection [alias] where …</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Table">The target.</param>
/// <param name="Alias">How the condition speaks of the target.</param>
/// <param name="From">The target with its alias.</param>
/// <param name="Where">The condition.</param>
internal sealed record DeleteStatement(
    ScriptPart Part, string Script, TableReference Table, string Alias, ScriptPart From, ScriptPart Where)
        : WriteStatement(Part, Script, Table)
{
    public override string Kind => "delete";
}

/// <summary><c>update T@connection [alias] set c = expression, … [from …] where …</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Table">The target.</param>
/// <param name="Alias">How the expressions speak of the target.</param>
/// <param name="Set">The columns and their values.</param>
/// <param name="From">The target with its alias.</param>
/// <param name="Others">What stands behind from, or null.</param>
/// <param name="Where">The condition.</param>
internal sealed record UpdateStatement(
    ScriptPart Part, string Script, TableReference Table, string Alias, IReadOnlyList<Assignment> Set, ScriptPart From, ScriptPart? Others,
    ScriptPart Where)
    : WriteStatement(Part, Script, Table)
{
    public override string Kind => "update";
}

/// <summary><c>column = expression</c></summary>
internal sealed record Assignment(NamedColumn Column, ScriptPart Value);

/// <summary><c>synchronize SOURCE to TARGET with … identified by …</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Table">The target.</param>
/// <param name="Source">A table, or a query in parentheses.</param>
/// <param name="To">The target as written.</param>
/// <param name="Operations">What may be done, at most one of a kind.</param>
/// <param name="IdentifiedBy">The columns by which a row is the same row.</param>
internal sealed record SynchronizeStatement(
    ScriptPart Part, string Script, TableReference Table, ScriptPart Source, ScriptPart To,
    IReadOnlyList<SyncOperation> Operations, IReadOnlyList<NamedColumn> IdentifiedBy) : WriteStatement(Part, Script, Table)
{
    public override string Kind => "synchronize";

    /// <summary>Columns that an update leaves as they are.</summary>
    public IReadOnlyList<NamedColumn> Except { get; init; } = [];

    /// <summary>Columns whose difference alone is no reason for an update.</summary>
    public IReadOnlyList<NamedColumn> IgnoreChangesTo { get; init; } = [];

    /// <summary>Which nulls say nothing.</summary>
    public IgnoredNulls IgnoredNulls { get; init; }

    /// <summary>Of an insert that says what values mean: the columns that its query fills, in order; otherwise null.</summary>
    public IReadOnlyList<string>? Inserted { get; init; }

    /// <summary>What is said of one kind, or null when it is not named.</summary>
    public SyncOperation? Find(WriteOperation operation) => Operations.FirstOrDefault(o => o.Operation == operation);
}

/// <summary>Which nulls a synchronize passes over.</summary>
[Flags]
internal enum IgnoredNulls
{
    /// <summary>None: a null is a value like any other.</summary>
    None = 0,

    /// <summary>A null of the source leaves the target's value.</summary>
    OnValues = 1,

    /// <summary>A row without a value in a column that identifies it takes no part, be it of the source or of the target.</summary>
    OnIdentifiedBy = 2,

    /// <summary>Both.</summary>
    OnAll = OnValues | OnIdentifiedBy,
}

/// <summary>An operation of a synchronize.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Cap">How many rows it may change; null for all.</param>
/// <param name="Fails">More than the cap is an error; otherwise the rest is left.</param>
/// <param name="Start">Its first character in the script.</param>
/// <param name="Length">Its length in characters.</param>
internal sealed record SyncOperation(WriteOperation Operation, long? Cap, bool Fails, int Start, int Length) : IScriptPlace
{
    /// <summary>It removes only rows that a load of Koppel wrote.</summary>
    public bool OnlyOwn { get; init; }
}
