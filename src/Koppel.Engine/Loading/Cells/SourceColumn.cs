using System.Data;

namespace Koppel.Engine.Loading.Cells;

/// <summary>A column of a load's source, as DuckDB describes it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Type">Its type in SQL, or null when it is not known before the rows are read.</param>
internal sealed record SourceColumn(string Name, string? Type)
{
    /// <summary>Reads it from a row of <c>describe</c>.</summary>
    public static SourceColumn Read(IDataRecord row) => new(row.GetString(0), row.GetString(1));
}
