namespace Koppel.Engine.Sql;

/// <summary><c>merge into TARGET using SOURCE on CONDITION when …</c></summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Table">The target.</param>
/// <param name="Alias">How the expressions speak of the target.</param>
/// <param name="Source">What stands behind using, with its alias.</param>
/// <param name="SourceAlias">How the expressions speak of the source.</param>
/// <param name="Match">Which rows belong together.</param>
/// <param name="Clauses">What is done, in order.</param>
internal sealed record MergeStatement(
    ScriptPart Part, string Script, TableReference Table, string Alias, ScriptPart Source, string SourceAlias, MergeMatch Match,
    IReadOnlyList<MergeClause> Clauses)
    : WriteStatement(Part, Script, Table)
{
    public override string Kind => "merge";
}

/// <summary><c>on CONDITION</c>, or <c>using (columns)</c>.</summary>
/// <param name="On">The condition; null when columns are named.</param>
/// <param name="Using">The columns that are equal; empty with a condition.</param>
internal sealed record MergeMatch(ScriptPart? On, IReadOnlyList<NamedColumn> Using);

/// <summary><c>when … [and CONDITION] then …</c></summary>
/// <param name="When">The rows that it is about.</param>
/// <param name="Condition">What must hold too, or null.</param>
/// <param name="Action">What is done.</param>
/// <param name="Start">Its first character in the script.</param>
/// <param name="Length">Its length in characters.</param>
internal sealed record MergeClause(MergeWhen When, ScriptPart? Condition, MergeAction Action, int Start, int Length) : IScriptPlace
{
    /// <summary>The columns and their values, of an update or insert that names them.</summary>
    public IReadOnlyList<Assignment> Set { get; init; } = [];

    /// <summary>The update or insert takes all columns that source and target have under the same name.</summary>
    public bool IsByName { get; init; }

    /// <summary>What an error says, or null.</summary>
    public ScriptPart? Message { get; init; }
}

/// <summary>The rows that a clause is about.</summary>
internal enum MergeWhen
{
    /// <summary>A row of the target and one of the source that belong together.</summary>
    Matched,

    /// <summary>A row of the source that no row of the target belongs to.</summary>
    NotMatched,

    /// <summary>A row of the target that no row of the source belongs to.</summary>
    NotMatchedBySource,
}

/// <summary>What a clause does.</summary>
internal enum MergeAction
{
    /// <summary>The target's row gets values.</summary>
    Update,

    /// <summary>The target's row is removed.</summary>
    Delete,

    /// <summary>A row is added.</summary>
    Insert,

    /// <summary>The row is left as it is.</summary>
    Nothing,

    /// <summary>The whole statement fails.</summary>
    Error,
}
