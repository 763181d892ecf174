namespace Koppel.Engine.Events;

/// <summary>How far a statement is.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Phase">What is being done, such as <c>reading contacts@ac</c>.</param>
/// <param name="Rows">Rows done in this phase.</param>
/// <param name="Total">Rows in all, or null when unknown.</param>
/// <param name="Calls">Calls made for the statement so far.</param>
/// <param name="Left">How long it takes still, or null when unknown.</param>
public readonly record struct ExecutionProgress(int Statement, string Phase, long Rows, long? Total, long Calls, TimeSpan? Left);
