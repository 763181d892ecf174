namespace Koppel.Connectors.Excel.Cells;

/// <summary>Days and times as Excel keeps them: numbers that count days from the last day of 1899, or from the first of 1904.</summary>
internal static class Serial
{
    const double MillisecondsADay = 86_400_000;

    /// <summary>More days than this are no days: an amount of time of them would have more milliseconds than can be told.</summary>
    const double Farthest = 10_000_000;

    /// <summary>
    /// The value of a number that is shown in a format of days or times, to the millisecond. What lies outside of the years 1 to 9999 stays
    /// a number.
    /// </summary>
    public static Cell ToCell(double number, FormatKind kind, bool from1904)
    {
        if (kind == FormatKind.Number || !(Math.Abs(number) < Farthest)) return Cell.Of(number);
        var total = Math.Round(number * MillisecondsADay);
        if (kind == FormatKind.Duration) return new Cell(CellKinds.Duration, (long)total);
        if (kind == FormatKind.Time && number is >= 0 and < 1)
            return new Cell(CellKinds.Time, (long)Math.Min(total, MillisecondsADay - 1) * 1000);
        var day = (int)Math.Floor(total / MillisecondsADay);
        var milliseconds = (long)(total - day * MillisecondsADay);
        if (!from1904 && day == 60) return NeverDay(milliseconds);
        var start = Start(day, from1904);
        var (first, last) = (-start.Ticks / TimeSpan.TicksPerDay, (DateTime.MaxValue.Ticks - start.Ticks) / TimeSpan.TicksPerDay);
        var isInCalendar = day >= first && day <= last;
        return isInCalendar ? Cell.Of(start.AddDays(day).AddMilliseconds(milliseconds)) : Cell.Of(number);
    }

    /// <summary>Excel takes 1900 for a leap year: its days before March of that year count one less than those after.</summary>
    static DateTime Start(int day, bool from1904) =>
        from1904 ? new DateTime(1904, 1, 1) : day is >= 0 and < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);

    /// <summary>The day that Excel shows as 29 February 1900 is none: it is told as Excel shows it.</summary>
    static Cell NeverDay(long milliseconds)
    {
        var time = CellText.Render(new Cell(CellKinds.Time, milliseconds * 1000));
        return Cell.Of(milliseconds == 0 ? "1900-02-29" : $"1900-02-29 {time}");
    }
}
