using System.Globalization;
using System.Text;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>
/// Takes what is invisible out of the addresses and names of a load's rows, and counts them: <c>john@example.org</c> with a zero-width
/// space in it looks like John and is somebody else to every system. What the target has already is left as it is.
/// </summary>
/// <param name="request">The load.</param>
public sealed class NameCleaner(WriteRequest request)
{
    const string Address = "email";

    readonly int[] _columns = request.Operation == WriteOperation.Delete ? []
        : [.. Enumerable.Range(0, request.Columns.Count)
            .Where(
                i => request.Columns[i] is { Type.Kind: ColumnKind.Text, IgnoresCase: true } or { Type.Kind: ColumnKind.TextList }
                    || IsAddress(request.Columns[i]))];

    readonly long[] _counts = new long[request.Columns.Count];

    /// <summary>Cleans a batch in place.</summary>
    public void Take(RowBatch rows)
    {
        foreach (var c in _columns)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (rows[c].IsNull(r)) continue;
                if (rows[c].Type.Kind == ColumnKind.TextList) TakeList(rows[c], r, c);
                else if (!Ascii.IsValid(rows[c].Texts[r])) TakeText(rows, r, c);
            }
        }
    }

    /// <summary>What was taken out, as sentences without a full stop.</summary>
    public IEnumerable<Note> Notes() => from c in _columns where _counts[c] > 0 select new Note(string.Create(CultureInfo.InvariantCulture,
        $"{_counts[c]:N0} {Noun(request.Columns[c], _counts[c])} had invisible characters taken out"));

    /// <summary>The plan that tells it too.</summary>
    public WritePlan In(WritePlan plan)
    {
        return _counts.All(c => c == 0) ? plan : plan with { Notes = [.. plan.Notes, .. Notes()] };
    }

    void TakeText(RowBatch rows, int row, int column)
    {
        var text = rows[column].Texts[row];
        var clean = Clean(request.Columns[column], text, out var hadInvisible);
        if (!hadInvisible || IsThere(rows, row, column, text)) return;
        rows[column].SetText(row, clean);
        _counts[column]++;
    }

    void TakeList(ColumnBuffer buffer, int row, int column)
    {
        var texts = buffer.TextLists[row];
        if (texts.All(t => Ascii.IsValid(t))) return;
        var count = 0;
        string[] clean = [.. texts.Select(t =>
        {
            var name = InvisibleText.CleanName(t, out var hadInvisible);
            if (hadInvisible) count++;
            return hadInvisible ? name : t;
        })];
        if (count == 0) return;
        buffer.SetTexts(row, clean);
        _counts[column] += count;
    }

    /// <summary>An update speaks of rows as the target has them.</summary>
    static bool IsThere(RowBatch rows, int row, int column, string text) =>
        rows.Before is { } before && !before[column].IsNull(row) && before[column].Texts[row] == text;

    static string Clean(Column column, string text, out bool hadInvisible) =>
        IsAddress(column) ? InvisibleText.Clean(text, out hadInvisible) : InvisibleText.CleanName(text, out hadInvisible);

    static bool IsAddress(Column column) =>
        column.Type.Kind == ColumnKind.Text && column.Name.Equals(Address, StringComparison.OrdinalIgnoreCase);

    static string Noun(Column column, long count) =>
        IsAddress(column) ? (count == 1 ? "address" : "addresses") : $"{(count == 1 ? "value" : "values")} of {column.Name}";
}
