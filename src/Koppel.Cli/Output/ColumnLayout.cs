namespace Koppel.Cli.Output;

/// <summary>How wide the columns of a table are, and which of them are shown.</summary>
/// <param name="Widths">The widths of the columns that are shown.</param>
/// <param name="Shown">Which columns these are, from 0, in their order.</param>
/// <param name="Hidden">How many columns are not shown.</param>
sealed record ColumnLayout(IReadOnlyList<int> Widths, IReadOnlyList<int> Shown, int Hidden)
{
    /// <summary>Cells between two columns.</summary>
    public const int Gap = 2;

    /// <summary>A text column is never made narrower than this.</summary>
    public const int Narrow = 8;

    /// <summary>All columns at their natural width.</summary>
    public static ColumnLayout Natural(IReadOnlyList<int> widths) => new(widths, [.. Enumerable.Range(0, widths.Count)], 0);

    /// <summary>
    /// The columns within a terminal's width: first the widest ones that may be shortened give way, then the last columns are left out,
    /// for which two cells at the end are kept. A number is never shortened: half of it would be another number. What identifies a row is
    /// shown whole as long as it leaves a third of the width to others, and is left out last.
    /// </summary>
    /// <param name="natural">The width that each column would like.</param>
    /// <param name="mayShorten">Which columns may be shortened.</param>
    /// <param name="width">The terminal's width.</param>
    /// <param name="identity">The columns that identify a row; null for none that are known.</param>
    public static ColumnLayout Fit(
        IReadOnlyList<int> natural, IReadOnlyList<bool> mayShorten, int width, IReadOnlyList<int>? identity = null)
    {
        var keys = identity ?? [];
        var whole = keys.Count > 0 && Sum(keys.Select(k => natural[k])) <= width * 2 / 3;
        bool[] shortens = [.. mayShorten.Select((m, i) => m && !(whole && keys.Contains(i)))];
        int Least(int column) => shortens[column] ? Math.Min(natural[column], Narrow) : natural[column];

        int[] all = [.. Enumerable.Range(0, natural.Count)];
        if (Sum(all.Select(Least)) <= width) return Of(all, width);

        var room = width - Gap - 1;
        var shown = new List<int>(Sum(keys.Select(Least)) <= room ? keys : []);
        foreach (var column in all.Except(shown).ToList())
        {
            if (shown.Count > 0 && Sum(shown.Append(column).Select(Least)) > room) break;
            shown.Add(column);
        }
        shown.Sort();
        return shown.Count == natural.Count ? new ColumnLayout([Math.Min(natural[0], width)], [0], 0) : Of([.. shown], room);

        ColumnLayout Of(int[] columns, int within) =>
            new(Share([.. columns.Select(c => natural[c])], [.. columns.Select(c => shortens[c])], columns.Length, within), columns,
                natural.Count - columns.Length);
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

        IEnumerable<int> Widths(int most) =>
            Enumerable.Range(0, count).Select(i => mayShorten[i] ? Math.Min(natural[i], most) : natural[i]);
    }

    static int Sum(IEnumerable<int> widths)
    {
        var (sum, count) = (0, 0);
        foreach (var width in widths) (sum, count) = (sum + width, count + 1);
        return sum + (Gap * (count - 1));
    }
}
