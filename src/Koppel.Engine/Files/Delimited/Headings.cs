using System.Text;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;

namespace Koppel.Engine.Files.Delimited;

/// <summary>The first record of a file: does it hold headings, and which?</summary>
internal static class Headings
{
    /// <summary>Whether it holds headings.</summary>
    /// <param name="first">The reader, at the first record.</param>
    /// <param name="told">What is told, or null.</param>
    /// <param name="notes">Gets what a user must know.</param>
    public static bool Are(RecordReader first, bool? told, List<string> notes)
    {
        if (told is { } known) return known;
        var cells = Enumerable.Range(0, first.Count).Select(i => Encoding.UTF8.GetString(first.Value(i))).ToList();
        var data = cells.FindAll(IsData);
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

    static bool IsData(string cell)
    {
        if (cell.Length == 0) return false;
        var text = Encoding.UTF8.GetBytes(cell);
        return cell.Length <= 40
            && (Array.Exists(NumberStyle.All, s => s.Reads(text, out _, out _)) || MomentForm.TryRead(text, out _, out _))
            || cell.Contains('@', StringComparison.Ordinal);
    }
}
