namespace Koppel.Engine.DuckDb;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Heading">What stands above it: the text behind <c>label</c>, or the name.</param>
/// <param name="Type">Its type in SQL, such as <c>DECIMAL(18,2)</c>.</param>
public sealed record ResultColumn(string Name, string Heading, string Type);
