namespace Koppel.Cli.Output;

/// <summary>How wide the columns of a table are, and how many of them are shown.</summary>
/// <param name="Widths">The widths of the columns that are shown, from the first.</param>
/// <param name="Hidden">How many columns at the end are not shown.</param>
sealed record ColumnLayout(IReadOnlyList<int> Widths, int Hidden)
{
    /// <summary>Cells between two columns.</summary>
    public const int Gap = 2;

    /// <summary>A text column is never made narrower than this.</summary>
    public const int Narrow = 8;

    /// <summary>All columns at their natural width.</summary>
    public static ColumnLayout Natural(IReadOnlyList<int> widths) => new(widths, 0);

    /// <summary>
    /// The columns within a terminal's width: first the widest ones that may be shortened give way, then the last columns are left out,
    /// for which two cells at the end are kept. A number is never shortened: half of it would be another number.
    /// </summary>
    /// <param name="natural">The width that each column would like.</param>
    /// <param name="mayShorten">Which columns may be shortened.</param>
    /// <param name="width">The terminal's width.</param>
    public static ColumnLayout Fit(IReadOnlyList<int> natural, IReadOnlyList<bool> mayShorten, int width)
    {
        int Least(int column) => mayShorten[column] ? Math.Min(natural[column], Narrow) : natural[column];

        if (Sum(Enumerable.Range(0, natural.Count).Select(Least)) <= width) return new ColumnLayout(Share(natural, mayShorten, natural.Count, width), 0);

        var room = width - Gap - 1;
        var shown = 1;
        while (shown < natural.Count && Sum(Enumerable.Range(0, shown + 1).Select(Least)) <= room) shown++;
        if (shown == natural.Count) return new ColumnLayout([Math.Min(natural[0], width)], 0);
        return new ColumnLayout(Share(natural, mayShorten, shown, room), natural.Count - shown);
    }

    // Lowers a ceiling over the columns that may be shortened until all fit.
    static int[] Share(IReadOnlyList<int> natural, IReadOnlyList<bool> mayShorten, int count, int width)
    {
        var ceiling = Enumerable.Range(0, count).Max(i => natural[i]);
        while (ceiling > 1 && Sum(Widths(ceiling)) > width) ceiling--;
        int[] widths = [.. Widths(ceiling)];

        // One cell less a column than the ceiling allows can be left over: the first columns at the ceiling get it.
        for (var i = 0; i < count && Sum(widths) < width; i++)
            if (widths[i] == ceiling && widths[i] < natural[i]) widths[i]++;
        if (count == 1) widths[0] = Math.Min(widths[0], Math.Max(width, 1));
        return widths;

        IEnumerable<int> Widths(int most) => Enumerable.Range(0, count).Select(i => mayShorten[i] ? Math.Min(natural[i], most) : natural[i]);
    }

    static int Sum(IEnumerable<int> widths)
    {
        var (sum, count) = (0, 0);
        foreach (var width in widths) (sum, count) = (sum + width, count + 1);
        return sum + (Gap * (count - 1));
    }
}
