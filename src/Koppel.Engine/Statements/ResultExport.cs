namespace Koppel.Engine.Statements;

/// <summary>Where the rows of a query are to go, as <c>local export</c> behind it says.</summary>
/// <param name="File">The file.</param>
/// <param name="Format">Its format, in small letters; null for that of its ending.</param>
public sealed record ResultExport(string File, string? Format);
