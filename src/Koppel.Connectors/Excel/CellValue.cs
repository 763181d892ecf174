using Koppel.Sdk;

namespace Koppel.Connectors.Excel;

/// <summary>Puts a cell's value into a column.</summary>
internal static class CellValue
{
    /// <summary>Puts the value into a row.</summary>
    /// <returns>False when it does not fit the column's type.</returns>
    public static bool Write(ColumnBuffer buffer, int row, object? value)
    {
        switch (buffer.Type.Kind, value)
        {
            case (_, null): buffer.SetNull(row); return true;
            case (ColumnKind.Text, var any): buffer.SetText(row, CellText.Render(any)); return true;
            case (ColumnKind.BigInt, double number) when CellKindsExtensions.KindOf(number) == CellKinds.Whole: buffer.SetLong(row, (long)number); return true;
            case (ColumnKind.Double, double number): buffer.SetDouble(row, number); return true;
            case (ColumnKind.Boolean, bool truth): buffer.SetBoolean(row, truth); return true;
            case (ColumnKind.Date, DateTime { TimeOfDay.Ticks: 0 } day): buffer.SetDate(row, DateOnly.FromDateTime(day)); return true;
            case (ColumnKind.Timestamp, DateTime time): buffer.SetTimestamp(row, time); return true;
            case (ColumnKind.Time, TimeOnly time): buffer.SetLong(row, time.Ticks / TimeSpan.TicksPerMicrosecond); return true;
            default: return false;
        }
    }
}
