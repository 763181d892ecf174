using System.Text;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>Writes small .xls files (BIFF8, Excel 97) with texts, numbers, truth values, errors and days.</summary>
internal static class XlsFile
{
    public static byte[] Write(params (string Name, bool Hidden, object?[][] Rows)[] sheets)
    {
        var bodies = sheets.Select(s => Sheet(s.Rows)).ToList();
        // The place of a sheet in the stream stands before it: write the globals twice, the first time only to know their length.
        var offsets = new uint[sheets.Length];
        var at = (uint)Globals(sheets, offsets).Length;
        for (var i = 0; i < sheets.Length; i++)
        {
            offsets[i] = at;
            at += (uint)bodies[i].Length;
        }
        return CompoundFile.Write(("Workbook", [.. Globals(sheets, offsets), .. bodies.SelectMany(b => b)]));
    }

    static byte[] Globals((string Name, bool Hidden, object?[][] Rows)[] sheets, uint[] offsets)
    {
        using var stream = new MemoryStream();
        Record(stream, 0x809, w => Words(w, 0x600, 5, 0, 0, 0, 0, 0, 0));
        foreach (var format in (ushort[])[0, 14]) Record(stream, 0xE0, w => Words(w, 0, format, 0, 0, 0, 0, 0, 0, 0, 0));
        for (var i = 0; i < sheets.Length; i++)
        {
            var (name, hidden, _) = sheets[i];
            var offset = offsets[i];
            Record(stream, 0x85, w =>
            {
                w.Write(offset);
                w.Write((byte)(hidden ? 1 : 0));
                w.Write((byte)0);
                w.Write((byte)name.Length);
                w.Write((byte)1);
                w.Write(Encoding.Unicode.GetBytes(name));
            });
        }
        Record(stream, 0x0A, _ => { });
        return stream.ToArray();
    }

    static byte[] Sheet(object?[][] rows)
    {
        using var stream = new MemoryStream();
        Record(stream, 0x809, w => Words(w, 0x600, 0x10, 0, 0, 0, 0, 0, 0));
        Record(stream, 0x200, w => Words(w, 0, 0, (ushort)rows.Length, 0, 0, (ushort)rows.Max(r => r.Length), 0));
        for (var r = 0; r < rows.Length; r++)
            for (var c = 0; c < rows[r].Length; c++) Cell(stream, (ushort)r, (ushort)c, rows[r][c]);
        Record(stream, 0x0A, _ => { });
        return stream.ToArray();
    }

    static void Cell(Stream stream, ushort row, ushort column, object? value)
    {
        switch (value)
        {
            case null: break;
            case string text:
                Record(stream, 0x204, w =>
                {
                    Words(w, row, column, 0, (ushort)text.Length);
                    w.Write((byte)1);
                    w.Write(Encoding.Unicode.GetBytes(text));
                });
                break;
            case bool truth: Record(stream, 0x205, w => { Words(w, row, column, 0); w.Write(truth); w.Write((byte)0); }); break;
            case XlsxError: Record(stream, 0x205, w => { Words(w, row, column, 0); w.Write((byte)0x2A); w.Write((byte)1); }); break;
            case DateOnly day: Record(
                stream, 0x203, w => { Words(w, row, column, 1); w.Write(day.ToDateTime(default).ToOADate()); }); break;
            case double number: Record(stream, 0x203, w => { Words(w, row, column, 0); w.Write(number); }); break;
            default: throw new ArgumentException($"No cell of {value.GetType().Name}.", nameof(value));
        }
    }

    static void Words(BinaryWriter writer, params ushort[] words)
    {
        foreach (var word in words) writer.Write(word);
    }

    static void Record(Stream stream, ushort id, Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using var inner = new BinaryWriter(content);
        write(inner);
        using var writer = new BinaryWriter(stream, Encoding.Unicode, leaveOpen: true);
        Words(writer, id, (ushort)content.Length);
        writer.Write(content.ToArray());
    }
}
