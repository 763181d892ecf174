namespace Koppel.Engine.GuidedLoads;

/// <summary>A row of a source that a run did not accept, as it stands in the source.</summary>
/// <param name="Row">Its number: as the workbook shows it, or counted from 1 where there are no such numbers.</param>
/// <param name="Values">Its values, in the order of the source's columns.</param>
/// <param name="Reasons">Why it was not accepted: a word for programs and a sentence, each once.</param>
public sealed record RejectedRow(long Row, IReadOnlyList<string?> Values, IReadOnlyList<(string Code, string Text)> Reasons);

/// <summary>The rows of a source that a run did not accept.</summary>
/// <param name="Columns">The names of the source's columns.</param>
/// <param name="Rows">The rows, in the order of the source.</param>
/// <param name="Unplaced">How many rejects are of no row that is known.</param>
public sealed record RejectedRows(IReadOnlyList<string> Columns, IReadOnlyList<RejectedRow> Rows, long Unplaced);
