using System.Text;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;

namespace Koppel.Engine.Files.Delimited;

/// <summary>The first record of a file: does it hold headings, and which?</summary>
internal static class Headings
{
    /// <summary>Whether it holds headings.</summary>
    /// <param name="first">The reader, at the first record.</param>
    /// <param name="told">What is told, or found with the titles above it; null for neither.</param>
    /// <param name="notes">Gets what a user must know.</param>
    public static bool Are(RecordReader first, bool? told, List<string> notes)
    {
        if (told is { } known) return known;
        var cells = Enumerable.Range(0, first.Count).Select(i => Encoding.UTF8.GetString(first.Value(i))).ToList();
        var data = cells.FindAll(c => IsData(Encoding.UTF8.GetBytes(c)));
        if (data.Count > 0 && data.Count == cells.Count(c => c.Length > 0))
        {
            notes.Add(
                "its first line holds nothing but numbers and dates and is taken for a row: the columns are called column0 and so on; set "
                + "header to be sure");
            return false;
        }
        if (data.Count > 0)
            notes.Add($"its first line is taken for headings, although {FileFault.Show(data[0])} stands in it; set header to be sure");
        return true;
    }

    /// <summary>The headings, made to differ; a column without one is called after its place, from 0.</summary>
    public static string[] Names(RecordReader first, List<string> notes)
    {
        var written = Enumerable.Range(0, first.Count).Select(i => Encoding.UTF8.GetString(first.Value(i))).ToArray();
        var names = ColumnNames.Differing(written);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] == written[i]) continue;
            notes.Add(
                written[i].Length == 0
                    ? $"column {i + 1} has no heading and is called {names[i]}"
                    : $"the heading {FileFault.Show(written[i])} is there already: column {i + 1} is called {names[i]}");
        }
        return names;
    }

    /// <summary>Whether a cell is a number, a date or a mail address.</summary>
    public static bool IsData(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return false;
        if (cell.Contains((byte)'@')) return true;
        if (cell.Length > 40) return false;
        foreach (var style in NumberStyle.All)
            if (style.Reads(cell, out _, out _)) return true;
        return MomentForm.TryRead(cell, out _, out _);
    }
}
