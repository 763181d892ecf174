namespace Koppel.Engine.DuckDb;

/// <summary>A column of .NET objects.</summary>
internal sealed class ValueCells(IReadOnlyList<object?[]> rows, int column, bool isJson) : ColumnCells
{
    /// <inheritdoc/>
    public override bool IsNull(int row) => rows[row][column] is null;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => ValueText.Write(Value(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => ValueText.WriteJson(Value(row), isJson, to);

    /// <inheritdoc/>
    public override object Value(int row) => rows[row][column]!;
}
