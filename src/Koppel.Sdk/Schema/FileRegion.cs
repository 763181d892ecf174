namespace Koppel.Sdk.Schema;

/// <summary>Where a table lies in the file that it is read from.</summary>
/// <param name="Cells">Its cells, the headings among them, such as <c>A4:G44</c>.</param>
/// <param name="HeadingRow">The row of its headings as the file's own program shows it; null when it has none.</param>
/// <param name="TitleRows">How many rows with titles or notes stand above the headings.</param>
/// <param name="Rows">How many rows have a value.</param>
public sealed record FileRegion(string Cells, int? HeadingRow, int TitleRows, long Rows);
