using System.Buffers;
using Koppel.Engine.Files.Input;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Delimited;

/// <summary>
/// Writes a file of text anew, as DuckDB cannot misread it: UTF-8, commas, line feeds, every row as long as the others. What is no value is
/// nothing at all, and an empty text stands in quotes. Where cells hold line ends these are escaped, since DuckDB looks for rows at several
/// places at once and can take a line end within quotes for one between rows; the query that reads the copy puts them back.
/// </summary>
internal static class CleanCopy
{
    static readonly SearchValues<byte> s_special = SearchValues.Create([(byte)',', (byte)'"', (byte)'\r', (byte)'\n', 0]);

    /// <summary>Stands before what is escaped.</summary>
    public const char Escape = '\u001A';

    /// <summary>What is escaped, and the letter that stands for it; in this order it is put back.</summary>
    public static readonly (char Sign, char Letter)[] Escaped = [('\n', 'n'), ('\r', 'r'), (Escape, 'e')];

    static readonly SearchValues<byte> s_escaped = SearchValues.Create([(byte)'\n', (byte)'\r', (byte)Escape]);

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="profile">What is known of it.</param>
    /// <param name="settings">What is told of it.</param>
    /// <param name="target">Gets the copy.</param>
    /// <param name="copied">Is told how many rows were written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static void Write(
        string path, TextProfile profile, TextFileSettings settings, Stream target, Action<long> copied,
        CancellationToken cancellationToken)
    {
        using var rows = new FileRows(path, profile.Dialect, settings);
        var output = new ArrayBufferWriter<byte>(1 << 17);
        if (!rows.Begin(_ => profile.Dialect.HasHeader) || rows.Columns != profile.Columns.Count) throw FileFault.Changed(path);
        var written = 0L;
        while (rows.Read())
        {
            if (rows.Kind != RecordKind.Row) continue;
            for (var i = 0; i < rows.Columns; i++)
            {
                if (i > 0) output.Write(","u8);
                if (!rows.IsNull(i)) Write(output, profile.HasQuotedLines ? WithEscapes(rows.Reader.Value(i)) : rows.Reader.Value(i));
            }
            output.Write(rows.Columns == 1 ? ",\n"u8 : "\n"u8); // A second cell: a line is never without anything.
            written++;
            if (output.WrittenCount < 1 << 16) continue;
            cancellationToken.ThrowIfCancellationRequested();
            copied(written);
            target.Write(output.WrittenSpan);
            output.ResetWrittenCount();
        }
        if (written != profile.Rows) throw FileFault.Changed(path);
        target.Write(output.WrittenSpan);
        target.Flush();
    }

    static ReadOnlySpan<byte> WithEscapes(ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny(s_escaped)) return value;
        var escaped = new List<byte>(value.Length + 16);
        foreach (var b in value)
        {
            if (Array.Find(Escaped, e => e.Sign == b) is { Letter: not '\0' and var letter }) escaped.AddRange((byte)Escape, (byte)letter);
            else escaped.Add(b);
        }
        return escaped.ToArray();
    }

    static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        // 0xEF: at the beginning it would be a byte order mark.
        if (!value.IsEmpty && !value.ContainsAny(s_special) && value[0] is not ((byte)' ' or 0xEF) && value[^1] != ' ')
        {
            output.Write(value);
            return;
        }
        output.Write("\""u8);
        while (value.IndexOf((byte)'"') is >= 0 and var at)
        {
            output.Write(value[..(at + 1)]);
            output.Write("\""u8);
            value = value[(at + 1)..];
        }
        output.Write(value);
        output.Write("\""u8);
    }
}
