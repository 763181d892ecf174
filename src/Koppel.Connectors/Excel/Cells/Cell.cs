using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Excel.Cells;

/// <summary>The value of a cell, without an object for it unless it is a text.</summary>
/// <param name="Kind">What it is: one kind, or none for an empty cell.</param>
/// <param name="Bits">
/// A whole number, the bits of a double, 0 or 1, days since 1970, microseconds since 1970, microseconds of the day, or milliseconds of an
/// amount of time.
/// </param>
/// <param name="Text">A text, or null.</param>
internal readonly record struct Cell(CellKinds Kind, long Bits, string? Text = null)
{
    /// <summary>A double holds every whole number below this exactly.</summary>
    public const long LargestWhole = 1L << 53;

    const long MicrosecondsADay = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;

    /// <summary>No value.</summary>
    public static readonly Cell Empty;

    /// <summary>Whether there is no value.</summary>
    public bool IsEmpty => Kind == CellKinds.None;

    /// <summary>The number of a cell that holds one.</summary>
    public double Number => Kind == CellKinds.Whole ? Bits : BitConverter.Int64BitsToDouble(Bits);

    /// <summary>A text; one of nothing but spaces is no value.</summary>
    public static Cell Of(string? text) => string.IsNullOrWhiteSpace(text) ? Empty : new(CellKinds.Text, 0, text);

    /// <summary>A number; one that is not finite is no value.</summary>
    public static Cell Of(double number) =>
        !double.IsFinite(number) ? Empty
        : Math.Floor(number) == number && Math.Abs(number) < LargestWhole ? new(CellKinds.Whole, (long)number)
        : new(CellKinds.Number, BitConverter.DoubleToInt64Bits(number));

    /// <summary>A truth value.</summary>
    public static Cell Of(bool truth) => new(CellKinds.Boolean, truth ? 1 : 0);

    /// <summary>A day, with a time unless that is midnight.</summary>
    public static Cell Of(DateTime time)
    {
        var micros = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return time.TimeOfDay.Ticks < TimeSpan.TicksPerMicrosecond
            ? new(CellKinds.Date, (time.Date - DateTime.UnixEpoch).Days)
            : new(CellKinds.Timestamp, micros);
    }

    /// <summary>A time of day.</summary>
    public static Cell Of(TimeOnly time) => new(CellKinds.Time, time.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>An amount of time.</summary>
    public static Cell Of(TimeSpan duration) => new(CellKinds.Duration, (long)Math.Round(duration.TotalMilliseconds));

    /// <summary>Puts the value into a row of a column.</summary>
    /// <returns>False when it does not fit the column's type.</returns>
    public bool Write(ColumnBuffer buffer, int row)
    {
        switch (buffer.Type.Kind, Kind)
        {
            case (_, CellKinds.None): buffer.SetNull(row); return true;
            case (ColumnKind.Text, _): buffer.SetText(row, CellText.Render(this)); return true;
            case (ColumnKind.Double, CellKinds.Whole or CellKinds.Number): buffer.SetDouble(row, Number); return true;
            case (ColumnKind.Timestamp, CellKinds.Date): buffer.SetLong(row, Bits * MicrosecondsADay); return true;
            case (ColumnKind.BigInt, CellKinds.Whole):
            case (ColumnKind.Boolean, CellKinds.Boolean):
            case (ColumnKind.Date, CellKinds.Date):
            case (ColumnKind.Timestamp, CellKinds.Timestamp):
            case (ColumnKind.Time, CellKinds.Time):
                buffer.SetLong(row, Bits);
                return true;
            default: return false;
        }
    }
}
