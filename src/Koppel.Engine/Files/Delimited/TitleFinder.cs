using System.Text;

namespace Koppel.Engine.Files.Delimited;

/// <summary>
/// Finds headings that stand below lines with titles, among the first records of a file. Only what is certain counts, for a title that is
/// none is a row that is lost. Headings are texts that differ, in every cell; each title above fills less than two thirds of them, from the
/// left; nine of ten rows below have as many cells. And they are told from rows by a column that holds nothing but numbers, dates or mail
/// addresses below a text, or by an empty line above them.
/// </summary>
internal sealed class TitleFinder
{
    /// <summary>How many records are looked at.</summary>
    public const int Window = 100;

    /// <summary>Titles beyond so many are rather rows of a list.</summary>
    const int MostTitles = 20;

    readonly List<Shape> _records = [];
    bool _isBehindBlank;
    bool _hasCandidate;
    (long Line, string Text) _title;

    /// <summary>No more records are looked at.</summary>
    public bool IsFull => _records.Count == Window;

    /// <summary>Takes the record at which the reader stands.</summary>
    public void Add(RecordReader reader)
    {
        if (IsFull) return;
        if (reader.IsBlank)
        {
            _isBehindBlank = true;
            return;
        }
        var (used, filled) = (0, 0);
        for (var i = 0; i < reader.Count; i++)
        {
            if (reader.Raw(i).IsEmpty) continue;
            filled++;
            used = i + 1;
            if (_title.Line == 0) _title = (reader.Line, Encoding.UTF8.GetString(reader.Value(i)));
        }
        var record = new Shape(reader.Line, reader.Count, used, filled) { IsBehindBlank = _isBehindBlank };
        _isBehindBlank = used == 0;
        var canBeHeading = _records.Count is > 0 and <= MostTitles && filled == used && used > 1
            && _records.TrueForAll(r => r.IsTitleAbove(used));
        // Cells are looked at only where there can be titles: most files have none.
        if (canBeHeading || _hasCandidate) record = record with { Kinds = KindsOf(reader, used) };
        if (canBeHeading && Array.TrueForAll(record.Kinds, k => k == CellKind.Text) && AreDifferent(reader, used))
        {
            _hasCandidate = true;
            record = record with { IsCandidate = true };
        }
        _records.Add(record);
    }

    /// <summary>The headings; null when no titles stand above them, or that is not certain.</summary>
    public FoundHeadings? Find()
    {
        for (var i = 0; _hasCandidate && i < _records.Count; i++)
            if (_records[i] is { IsCandidate: true, Line: var line } && IsCertain(i))
                return new(line, _title.Line < line ? _title.Text : null, [.. _records[i..].Select(r => r.Cells)]);
        return null;
    }

    /// <summary>Whether the record that begins on a line has so many cells.</summary>
    public bool Has(long line, int cells) => _records.Exists(r => r.Line == line && r.Cells == cells);

    bool IsCertain(int at)
    {
        var heading = _records[at];
        var rows = _records[(at + 1)..];
        if (rows.Count == 0 || rows.Count(r => r.Cells == heading.Cells) * 10 < rows.Count * 9) return false;
        var titles = _records[..at];
        var isPadded = titles.TrueForAll(t => t.Cells == heading.Cells);
        var isOne = rows.Count == 1 && !isPadded;
        if (titles.TrueForAll(t => t.Filled == 0)) return true;
        return heading.IsBehindBlank && titles.TrueForAll(t => t.Filled <= 1) && !isOne
            || (heading.IsBehindBlank || !isOne) && Enumerable.Range(0, heading.Used).Any(c => IsOfData(rows, c));
    }

    static bool IsOfData(List<Shape> rows, int cell) =>
        rows.Exists(r => r.KindOf(cell) == CellKind.Data) && rows.TrueForAll(r => r.KindOf(cell) != CellKind.Text);

    static CellKind[] KindsOf(RecordReader reader, int used)
    {
        var kinds = new CellKind[used];
        for (var i = 0; i < used; i++)
        {
            if (!reader.Raw(i).IsEmpty) kinds[i] = Headings.IsData(reader.Value(i)) ? CellKind.Data : CellKind.Text;
        }
        return kinds;
    }

    static bool AreDifferent(RecordReader reader, int used)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < used; i++)
            if (Encoding.UTF8.GetString(reader.Value(i)).Trim() is not { Length: > 0 } name || !names.Add(name)) return false;
        return true;
    }

    enum CellKind : byte
    {
        Empty,
        Text,
        Data,
    }

    /// <summary>What is kept of a record.</summary>
    /// <param name="Line">The line on which it begins.</param>
    /// <param name="Cells">Its cells.</param>
    /// <param name="Used">Its cells up to the last one with anything in it.</param>
    /// <param name="Filled">Its cells with anything in them.</param>
    readonly record struct Shape(long Line, int Cells, int Used, int Filled)
    {
        public CellKind[] Kinds { get; init; } = [];

        /// <summary>The line above it holds nothing.</summary>
        public bool IsBehindBlank { get; init; }

        public bool IsCandidate { get; init; }

        public CellKind KindOf(int cell) => cell < Kinds.Length ? Kinds[cell] : CellKind.Empty;

        public bool IsTitleAbove(int headings) => Used < headings && Filled * 3 < headings * 2;
    }
}

/// <summary>Headings below titles.</summary>
/// <param name="Line">The line on which they stand.</param>
/// <param name="Title">The text of the first title; null when nothing stands above them but separators.</param>
/// <param name="Cells">How many cells they have, and the records below them as far as these were looked at.</param>
internal sealed record FoundHeadings(long Line, string? Title, IReadOnlyList<int> Cells);
