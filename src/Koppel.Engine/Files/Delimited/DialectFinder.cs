using Koppel.Engine.Files.Input;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Delimited;

/// <summary>Finds how a text is taken apart, from its first megabyte.</summary>
internal sealed class DialectFinder(string path, FileFormat format, TextFileSettings settings)
{
    /// <summary>A separator that no text holds, for texts of one column.</summary>
    const byte NoSeparator = 0x1F;

    const int Sample = 1 << 20;

    static readonly byte[] Separators = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    /// <summary>The dialect.</summary>
    /// <param name="encoding">The name of the encoding.</param>
    /// <param name="notes">Gets what a user must know.</param>
    /// <param name="why">Why it is so, for a reader.</param>
    /// <exception cref="ConnectorException">Two dialects fit alike.</exception>
    public TextDialect Find(string encoding, List<string> notes, out string why)
    {
        var quote = (byte)(settings.Quote ?? '"');
        var line = SeparatorLine(encoding, out var hasMark);
        TextDialect With(byte separator) => new(encoding, separator, quote, line is not null)
        {
            HasMark = hasMark, HeadingLine = settings.Header.Row,
        };
        if (settings.Separator is { } told)
        {
            why = "as set";
            return BelowTitles(With((byte)told), notes);
        }
        if (line is { } said)
        {
            why = "its first line says so";
            return BelowTitles(With(said), notes);
        }
        if (format == FileFormat.Tsv)
        {
            why = "a .tsv file has tabs";
            return BelowTitles(With((byte)'\t'), notes);
        }
        var tried = Separators.Where(s => s != quote).Select(s => Try(With(s))).ToList();
        foreach (var trial in tried) trial.Yield(tried);
        var fitting = tried.Where(t => t.Head > 1).OrderByDescending(t => t.IsWellQuoted).ThenByDescending(t => t.IsEven)
            .ThenByDescending(t => t.Share).ThenByDescending(t => t.Head).ToList();
        if (fitting.Count == 0)
        {
            why = "no line is parted by a comma, semicolon, tab or bar";
            foreach (var other in tried.Where(t => t.Long > 0).OrderByDescending(t => t.Long).Take(1))
            {
                why = "its first line has no separator";
                notes.Add(
                    $"it is read as one column, because its first line holds no separator, although "
                        + $"{FileFault.Count(other.Long, "line")} below it {(other.Long == 1 ? "holds" : "hold")} a "
                        + $"{FileFault.Name(other.Separator)}; if that parts cells, set separator, and header where titles stand above the "
                        + "headings");
            }
            return With(NoSeparator);
        }
        var best = fitting[0];
        var head = best.Headings is { } found ? $"line {FileFault.Number(found.Line)}" : "the first line";
        why = best.Records == 0
            ? $"it parts {head}"
            : $"{FileFault.Number(best.Equal)} of the first {FileFault.Count(best.Records, "row")} have as many cells as {head}";
        foreach (var other in fitting.Skip(1).Where(o => o.IsWellQuoted == best.IsWellQuoted && o.Share >= 0.8 * best.Share).Take(1))
        {
            if (best.IsEven == other.IsEven && best.Head == other.Head)
            {
                throw FileFault.Of(path,
                    $"it can be read with a {FileFault.Name(best.Separator)} or a {FileFault.Name(other.Separator)} between its cells: "
                        + $"both give {best.Head} columns. "
                    + "Set separator in the connection, or for this table.");
            }
            notes.Add(
                $"it is read with a {FileFault.Name(best.Separator)} between its cells ({best.Head} columns); a "
                    + $"{FileFault.Name(other.Separator)} would fit too ({other.Head} columns): set separator to be sure");
        }
        return BelowTitles(With(best.Separator), best.Headings, notes);
    }

    /// <summary>What Excel's own first line says, or null when there is none.</summary>
    byte? SeparatorLine(string encoding, out bool hasMark)
    {
        using var text = TextInput.Open(path, encoding, out hasMark);
        Span<byte> head = stackalloc byte[8];
        head = head[..text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head switch
        {
            [(byte)'s' or (byte)'S', (byte)'e' or (byte)'E', (byte)'p' or (byte)'P', (byte)'=', < 128 and var sign,
                (byte)'\r' or (byte)'\n', ..] when sign is not ((byte)'\r' or (byte)'\n') => sign,
            _ => null,
        };
    }

    SeparatorTrial Try(TextDialect dialect)
    {
        using var reader = Open(path, dialect);
        var trial = new SeparatorTrial(dialect.Separator, FindsTitles);
        while (reader.Read() && (reader.Bytes - reader.Left < Sample || trial.Records < 100)) trial.Add(reader);
        trial.Finish();
        return trial;
    }

    bool FindsTitles => settings.Header.Kind == HeaderKind.Auto;

    /// <summary>The dialect, with the line of the headings where titles stand above them.</summary>
    TextDialect BelowTitles(TextDialect dialect, List<string> notes)
    {
        if (!FindsTitles) return dialect;
        using var reader = Open(path, dialect);
        var titles = new TitleFinder();
        while (!titles.IsFull && reader.Read()) titles.Add(reader);
        return BelowTitles(dialect, titles.Find(), notes);
    }

    static TextDialect BelowTitles(TextDialect dialect, FoundHeadings? found, List<string> notes)
    {
        if (found is not { Line: var line, Title: var title }) return dialect;
        var lines = line == 2 ? "its first line is" : $"its first {FileFault.Number(line - 1)} lines are";
        notes.Add(
            $"{lines} left out, since {(title is null ? "nothing stands there" : $"titles such as {FileFault.Show(title)} stand there")}: "
                + $"the headings are on line {FileFault.Number(line)}; set header to be sure");
        return dialect with { HeadingLine = line };
    }

    /// <summary>The records of a file, behind Excel's own line and the lines above the headings.</summary>
    public static RecordReader Open(string path, TextDialect dialect)
    {
        var text = TextInput.Open(path, dialect.Encoding, out _);
        var reader = new RecordReader(text, dialect.Separator, dialect.Quote);
        var over = Math.Max(dialect.HeadingLine - 1, dialect.HasSeparatorLine ? 1 : 0);
        while (over-- > 0 && reader.ReadLine())
        {
            // Whatever stands in these lines, quotes too, has no meaning.
        }
        return reader;
    }
}
