using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Delimited;

/// <summary>One pass over all rows of a file of text.</summary>
internal sealed class FileScan(string path, FileRows rows, ColumnProfile[] columns, TextFileSettings settings, Action<long> looked)
{
    const int RowsAtOnce = 8_192;

    readonly List<LongRow> _long = [];
    long _short;
    long _firstShort;
    long _blank;
    long _firstBlank;
    long _cut;
    LongRow _firstCut;
    long _stray;
    long _firstStray;
    bool _isOdd;

    /// <summary>Headings stand before the rows.</summary>
    public bool HasHeader { get; init; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ColumnProfile> Columns => columns;

    /// <summary>Rows, those that are too long left out.</summary>
    public long Rows { get; private set; }

    /// <summary>The longest record, in bytes.</summary>
    public int Longest { get; private set; }

    /// <summary>The line ends of the records.</summary>
    public LineEnds Ends { get; private set; }

    /// <summary>Line ends stand within quotes.</summary>
    public bool HasQuotedLines { get; private set; }

    /// <summary>The rows that are too long.</summary>
    public IReadOnlyList<LongRow> LongRows => _long;

    /// <summary>DuckDB can read it as it stands.</summary>
    public bool IsClean =>
        !_isOdd && !HasQuotedLines && _short == 0 && _blank == 0 && _cut == 0 && _long.Count == 0 && _stray == 0 && !rows.Reader.HasZeros
        && Ends is LineEnds.None or LineEnds.Lf or LineEnds.CrLf && settings.Nulls.Count == 0 && !settings.EmptyIsText;

    /// <summary>Goes through them.</summary>
    /// <param name="mostLong">More rows that are too long are a sign of a wrong separator.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Run(int mostLong, CancellationToken cancellationToken)
    {
        var reader = rows.Reader;
        if (rows.BlankBefore > 0) (_blank, _firstBlank) = (rows.BlankBefore, 1);
        if (HasHeader) Note(reader, columns.Length);
        while (rows.Read())
        {
            if ((Rows & (RowsAtOnce - 1)) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                looked(Rows);
            }
            Longest = Math.Max(Longest, reader.Length);
            Ends |= reader.End;
            switch (rows.Kind)
            {
                case RecordKind.Blank:
                    if (_blank++ == 0) _firstBlank = reader.Line;
                    break;
                case RecordKind.Long:
                    AddLong(reader, mostLong);
                    break;
                default:
                    AddRow(reader);
                    break;
            }
        }
        looked(Rows);
    }

    void AddRow(RecordReader reader)
    {
        Rows++;
        var count = reader.Count;
        if (count < columns.Length && _short++ == 0) _firstShort = reader.Line;
        if (count > columns.Length && _cut++ == 0) _firstCut = Place(reader);
        if (columns.Length == 1 && reader.Raw(0).IsEmpty) _isOdd = true; // DuckDB takes a line without anything for no row.
        Note(reader, Math.Min(count, columns.Length));
        for (var i = 0; i < columns.Length && i < count; i++)
        {
            if (!rows.IsNull(i)) columns[i].Add(reader.Value(i), reader.Line);
        }
    }

    void Note(RecordReader reader, int cells)
    {
        Ends |= reader.End;
        Longest = Math.Max(Longest, reader.Length);
        for (var i = 0; i < cells; i++)
        {
            var form = reader.Form(i);
            if (form <= CellForm.Quoted) continue;
            if ((form & CellForm.Open) != 0)
            {
                var (line, column) = reader.Place(i);
                throw new FormatException(
                    $"the quote on line {FileFault.Number(line)}, column {FileFault.Number(column)} is never closed. Close it, or set "
                        + $"quote = \"none\" when quotes are text in this file.");
            }
            if ((form & CellForm.Lines) != 0) HasQuotedLines = true;
            if ((form & CellForm.Stray) != 0 && _stray++ == 0) _firstStray = reader.Line;
        }
    }

    void AddLong(RecordReader reader, int mostLong)
    {
        Note(reader, reader.Count);
        var row = Place(reader);
        if (settings.LongRows == Sdk.Reading.LongRows.Fail)
        {
            var cause = row.Cause(Path.GetFileName(path), columns.Length);
            throw new FormatException($"{cause.Reason} {cause.Remedy}");
        }
        if (_long.Count == mostLong)
            throw new FormatException(
                $"more than {FileFault.Count(mostLong, "row")} have more cells than there are columns. Set separator or quote.");
        _long.Add(row);
    }

    LongRow Place(RecordReader reader)
    {
        var (line, column) = reader.Place(columns.Length);
        return new LongRow(line, column, reader.Count);
    }

    /// <summary>Tells what a user must know of the rows.</summary>
    public void Tell(List<string> notes)
    {
        if (_short > 0)
            notes.Add(
                $"{FileFault.Count(_short, "row")} {(_short == 1 ? "has" : "have")} fewer cells than there are columns, the first on "
                    + $"line {FileFault.Number(_firstShort)}: the others are null");
        if (_blank > 0)
            notes.Add(
                $"{FileFault.Count(_blank, "line")} without anything {(_blank == 1 ? "is" : "are")} no row, the first "
                    + $"{FileFault.Number(_firstBlank)}");
        if (_cut > 0)
            notes.Add(
                $"{FileFault.Count(_cut, "row")} {(_cut == 1 ? "is" : "are")} cut to {FileFault.Count(columns.Length, "cell")}, the "
                    + $"first on line {FileFault.Number(_firstCut.Line)}");
        if (_stray > 0)
            notes.Add(
                $"{FileFault.Count(_stray, "cell")} {(_stray == 1 ? "has" : "have")} a quote where none can open or close, the first on "
                    + $"line {FileFault.Number(_firstStray)}: it is taken as text");
        if (rows.Reader.HasDoubledBackslashes) notes.Add("it holds doubled backslashes, which are taken as they stand");
        if (Ends.HasFlag(LineEnds.Cr) && Ends != LineEnds.Cr)
            notes.Add("some of its lines end in a carriage return alone, which ends a row like any other line end");
    }
}
