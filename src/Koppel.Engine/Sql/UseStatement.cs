namespace Koppel.Engine.Sql;

/// <summary><c>use ac1, ac2</c>: where tables without a connection are read; <c>use</c> alone: nowhere.</summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Names">The connections. A single name can be a schema of DuckDB's.</param>
internal sealed record UseStatement(ScriptPart Part, string Script, IReadOnlyList<NamedColumn> Names) : Statement(Part, Script);
