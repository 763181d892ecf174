namespace Koppel.Engine.Reading;

/// <summary>How the tables of a statement are read.</summary>
/// <param name="Tables">Each of the connectors' tables in it.</param>
/// <param name="Reason">Why everything is read, when DuckDB's plan cannot be had; otherwise null.</param>
internal sealed record ReadPlan(IReadOnlyList<TablePlan> Tables, string? Reason = null);
