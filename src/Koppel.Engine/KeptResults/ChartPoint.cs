using System.Data;
using System.Globalization;

namespace Koppel.Engine.KeptResults;

/// <summary>A point of a chart.</summary>
/// <param name="X">Its place along the axis, as text; null for rows without a value.</param>
/// <param name="Y">Its height; null when no row has a value.</param>
public sealed record ChartPoint(string? X, double? Y)
{
    /// <summary>Reads one.</summary>
    internal static ChartPoint Of(IDataRecord row) => new(
        row.IsDBNull(0) ? null : row.GetString(0),
        row.IsDBNull(1) ? null : Convert.ToDouble(row.GetValue(1), CultureInfo.InvariantCulture));
}
