using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Delimited;

/// <summary>What a record is.</summary>
internal enum RecordKind
{
    /// <summary>A row; it can be short.</summary>
    Row,

    /// <summary>A line without anything, in a file of several columns.</summary>
    Blank,

    /// <summary>A row with more cells than columns.</summary>
    Long,
}

/// <summary>The rows of a file of text behind its headings; the same for who looks at them and for who copies them.</summary>
internal sealed class FileRows : IDisposable
{
    readonly TextFileSettings _settings;
    readonly byte[][] _nulls;
    bool _hasFirst;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dialect">How it is taken apart.</param>
    /// <param name="settings">What is told of it.</param>
    public FileRows(string path, TextDialect dialect, TextFileSettings settings)
    {
        _settings = settings;
        _nulls = [.. settings.Nulls.Select(System.Text.Encoding.UTF8.GetBytes)];
        Reader = DialectFinder.Open(path, dialect);
    }

    /// <summary>The records.</summary>
    public RecordReader Reader { get; }

    /// <summary>How many columns there are.</summary>
    public int Columns { get; private set; }

    /// <summary>What the current record is.</summary>
    public RecordKind Kind { get; private set; }

    /// <summary>Lines without anything before the headings.</summary>
    public long BlankBefore { get; private set; }

    /// <summary>Goes to the first record, which says how many columns there are; false when there is none.</summary>
    /// <param name="isHeader">Says whether it holds headings: then the rows begin behind it.</param>
    public bool Begin(Func<RecordReader, bool> isHeader)
    {
        do
        {
            if (!Reader.Read()) return false;
            if (!Reader.IsBlank || _settings.Header.Kind is HeaderKind.None or HeaderKind.Row) break;
            BlankBefore++;
        }
        while (true);
        Columns = Reader.Count;
        _hasFirst = !isHeader(Reader);
        return true;
    }

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read()
    {
        if (_hasFirst) _hasFirst = false;
        else if (!Reader.Read()) return false;
        Kind = Reader.Count > Columns ? RecordKind.Long : Columns > 1 && Reader.IsBlank ? RecordKind.Blank : RecordKind.Row;
        if (Kind == RecordKind.Long && _settings.LongRows == LongRows.Cut) Kind = RecordKind.Row;
        return true;
    }

    /// <summary>Whether a cell of the current row has no value.</summary>
    public bool IsNull(int cell)
    {
        if (cell >= Reader.Count) return true;
        if (Reader.Raw(cell).IsEmpty) return !_settings.EmptyIsText;
        if (_nulls.Length == 0) return false;
        var value = Reader.Value(cell);
        foreach (var text in _nulls)
            if (value.SequenceEqual(text)) return true;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();
}
