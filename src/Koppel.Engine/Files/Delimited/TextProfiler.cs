using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Delimited;

/// <summary>Looks at a whole file of text once, and says how it is to be read and what its columns are.</summary>
/// <param name="path">The file.</param>
/// <param name="format">What its name says.</param>
/// <param name="settings">What is told of it.</param>
/// <param name="looked">Is told how many rows were looked at so far.</param>
internal sealed class TextProfiler(string path, FileFormat format, TextFileSettings settings, Action<long> looked)
{
    const int MostLongRows = 100_000;

    readonly List<string> _notes = [];
    readonly List<string> _findings = [];

    /// <summary>Looks at it.</summary>
    /// <exception cref="ConnectorException">It cannot be read.</exception>
    public TextProfile Profile(CancellationToken cancellationToken)
    {
        try
        {
            var encoding = settings.Encoding ?? TextInput.FindEncoding(path);
            try
            {
                return Profile(encoding, settings.Encoding is null ? "found" : "as set", cancellationToken);
            }
            catch (NotUtf8Exception) when (settings.Encoding is null)
            {
                return Profile(FileEncoding.Windows, "its text is no UTF-8", cancellationToken);
            }
        }
        catch (Exception fault) when (FileFault.Sentence(fault) is { } sentence)
        {
            throw FileFault.Of(path, sentence, fault);
        }
    }

    TextProfile Profile(string encoding, string why, CancellationToken cancellationToken)
    {
        _notes.Clear();
        _findings.Clear();
        var dialect = new DialectFinder(path, format, settings).Find(encoding, _notes, out var whySeparator);
        if (why == "found")
            why = dialect.HasMark
                ? "its first bytes say so"
                : encoding == FileEncoding.Utf8 ? "" : encoding == FileEncoding.Windows ? "its text is no UTF-8" : "every second byte is 0";
        if (encoding != FileEncoding.Utf8 && settings.Encoding is null) _notes.Add($"its encoding is taken for {encoding}, since {why}");
        _findings.Add($"encoding: {encoding}{(why.Length > 0 ? $", {why}" : "")}");
        _findings.Add($"separator: {(dialect.Separator == 0x1F ? "none" : FileFault.Name(dialect.Separator))}, {whySeparator}");
        using var rows = new FileRows(path, dialect, settings);
        string[] names = [];
        if (!rows.Begin(
            first => (dialect = dialect with { HasHeader = AreHeadings(first, dialect) }).HasHeader
                && (names = Headings.Names(first, _notes)) is not null))
            throw new FormatException(
                settings.Header.Row > 1
                    ? $"no cell has a value from line {HeadingLine} on, which is to hold the headings. Set header to their line."
                    : "it is empty: not even headings stand in it.");
        if (!dialect.HasHeader) names = [.. Enumerable.Range(0, rows.Columns).Select(i => FormattableString.Invariant($"column{i}"))];
        _findings.Add($"headings: {Place(dialect)}");
        var scan = new FileScan(path, rows, Columns(names), settings, looked) { HasHeader = dialect.HasHeader };
        scan.Run(MostLongRows, cancellationToken);
        return Result(dialect, scan);
    }

    string Place(TextDialect dialect) => dialect switch
    {
        { HasHeader: false } => settings.Header.Kind == HeaderKind.None ? "none, as set"
            : "none, its first line holds nothing but numbers and dates",
        { HeadingLine: > 1 and var line } =>
            $"on line {FileFault.Number(line)}, {(settings.Header.Kind == HeaderKind.Row ? "as set" : "below titles")}",
        _ => "in the first line",
    };

    string HeadingLine => FileFault.Number(settings.Header.Row);

    bool AreHeadings(RecordReader first, TextDialect dialect)
    {
        if (settings.Header.Kind == HeaderKind.Row)
        {
            var what =
                dialect.HasSeparatorLine && settings.Header.Row == 1 ? "says what separates the cells"
                : Enumerable.Range(0, first.Count).All(i => first.Raw(i).IsEmpty) ? "is empty" : null;
            if (what is not null)
                throw new FormatException($"line {HeadingLine}, which is to hold the headings, {what}. Set header to their line.");
        }
        bool? known = settings.Header.Kind switch
        {
            HeaderKind.None => false,
            HeaderKind.Auto when dialect.HeadingLine == 0 => null,
            _ => true,
        };
        return Headings.Are(first, known, _notes);
    }

    ColumnProfile[] Columns(string[] names)
    {
        ToldType.Check(settings, names);
        return [.. names.Select(n => new ColumnProfile(n, settings, ToldType.Of(settings, n)))];
    }

    TextProfile Result(TextDialect dialect, FileScan scan)
    {
        var points = scan.Columns.Select(c => c.ProvesPoint).OfType<bool>().Distinct().ToList();
        bool? isPoint = settings.Decimal is { } told ? told == '.' : points is [var one] ? one : null;
        var orders = scan.Columns.Select(c => c.ProvesOrder).Where(o => o != DateOrders.None).Distinct().ToList();
        var order = settings.DateOrder switch { "dmy" => DateOrders.Dmy, "mdy" => DateOrders.Mdy,
            _ => orders is [var only] ? only : DateOrders.None };
        FileColumn[] columns = [.. scan.Columns.Select(c => c.Column(isPoint, order, _notes))];
        scan.Tell(_notes);
        _findings.Add($"rows: {FileFault.Number(scan.Rows)}");
        return new TextProfile
        {
            Dialect = dialect,
            IsClean = scan.IsClean && dialect is { Encoding: FileEncoding.Utf8, HasSeparatorLine: false }
                && dialect.HeadingLine <= 1 && (dialect.HasHeader || !dialect.HasMark),
            HasQuotedLines = scan.HasQuotedLines,
            Ends = scan.Ends,
            LongestRecord = scan.Longest,
            Rows = scan.Rows,
            Columns = columns,
            LongRows = scan.LongRows,
            Notes = [.. _notes],
            Findings = [.. _findings],
        };
    }
}
