using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>The rows of one answer. It holds the answer's memory until it is disposed.</summary>
internal sealed class RestPage : IDisposable
{
    readonly JsonDocument _document;
    readonly RestResponse _response;
    readonly RestTable _table;

    RestPage(RestTable table, RestResponse response, JsonDocument document, IReadOnlyList<JsonElement> rows, long? total)
    {
        (_table, _response, _document) = (table, response, document);
        (Rows, Total) = (rows, total);
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<JsonElement> Rows { get; }

    /// <summary>How many rows the whole list has, when the answer says so.</summary>
    public long? Total { get; }

    /// <summary>A list's answer.</summary>
    /// <exception cref="ConnectorException">It holds no such list.</exception>
    public static RestPage List(RestTable table, RestResponse response)
    {
        var document = response.Json();
        var root = document.RootElement;
        var isList = root.ValueKind == JsonValueKind.Object && root.TryGetProperty(table.Name, out var list) && list.ValueKind == JsonValueKind.Array;
        if (isList && root.GetProperty(table.Name).EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object))
            return new RestPage(table, response, document, [.. root.GetProperty(table.Name).EnumerateArray()], ReadTotal(root));
        document.Dispose();
        throw Odd(response, table, isList ? $"holds something else than rows in the list '{table.Name}'" : $"holds no list '{table.Name}'");
    }

    /// <summary>A single row's answer.</summary>
    /// <exception cref="ConnectorException">It holds no such row.</exception>
    public static RestPage Item(RestTable table, RestResponse response)
    {
        var document = response.Json();
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(table.Item, out var row) && row.ValueKind == JsonValueKind.Object)
            return new RestPage(table, response, document, [row], 1);
        document.Dispose();
        throw Odd(response, table, $"holds no '{table.Item}'");
    }

    /// <summary>The key of a row.</summary>
    /// <exception cref="ConnectorException">It has none.</exception>
    public long KeyOf(JsonElement row) => TryKeyOf(row) ?? throw Odd($"holds a row without a number as '{_table.Key.Name}'");

    /// <summary>The key of a row, or null.</summary>
    public long? TryKeyOf(JsonElement row) =>
        row.TryGetProperty(_table.Key.Field ?? _table.Key.Name, out var key) && JsonCell.TryWhole(key, out var number) ? number : null;

    /// <summary>A fault of this answer.</summary>
    /// <param name="what">What it does, as the rest of a sentence.</param>
    public ConnectorException Odd(string what) => Odd(_response, _table, what);

    /// <summary>The rows as a batch.</summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="rows">The rows that are wanted.</param>
    public RowBatch ToBatch(IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> rows)
    {
        var batch = new RowBatch(columns, Math.Max(1, rows.Count));
        foreach (var _ in rows) batch.AddRow();
        for (var c = 0; c < columns.Count; c++)
        {
            if (_table.Sideloads.FirstOrDefault(s => s.Column == columns[c].Name) is { } sideload) FillSideload(sideload, batch[c], rows);
            else Fill(columns[c], batch[c], rows);
        }
        return batch;
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    void Fill(Column column, ColumnBuffer buffer, IReadOnlyList<JsonElement> rows)
    {
        var field = column.Field ?? column.Name;
        var value = default(JsonElement);
        try
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (rows[r].TryGetProperty(field, out value)) JsonCell.Read(value, buffer, r);
                else buffer.SetNull(r);
            }
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or OverflowException)
        {
            throw Odd($"gives '{column.Name}' as {Short(value.GetRawText())}, which is no {column.Type}");
        }
    }

    void FillSideload(Sideload sideload, ColumnBuffer buffer, IReadOnlyList<JsonElement> rows)
    {
        if (!_document.RootElement.TryGetProperty(sideload.Include, out var others) || others.ValueKind != JsonValueKind.Array)
            throw Odd($"lacks the list '{sideload.Include}' that was asked for");
        var lists = others.EnumerateArray().ToLookup(other => Whole(sideload, other, sideload.Owner));
        for (var r = 0; r < rows.Count; r++)
        {
            var its = lists[KeyOf(rows[r])];
            if (sideload.Value.Length > 0) buffer.SetList(r, [.. its.Select(other => Whole(sideload, other, sideload.Value))]);
            else buffer.SetText(r, $"[{string.Join(',', its.Select(other => other.GetRawText()))}]");
        }
    }

    long Whole(Sideload sideload, JsonElement other, string field) =>
        other.ValueKind == JsonValueKind.Object && other.TryGetProperty(field, out var value) && JsonCell.TryWhole(value, out var number) ? number
            : throw Odd($"holds a row in '{sideload.Include}' without a number as '{field}'");

    static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";

    static long? ReadTotal(JsonElement root) =>
        root.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("total", out var total)
        && long.TryParse(total.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    static ConnectorException Odd(RestResponse response, RestTable table, string what) =>
        new(ConnectorErrorKind.BadAnswer, $"The answer to {response.Route} {what}. Run it again; if it stays so, the API has changed.")
        { Call = response.Route, Status = response.Status, Table = table.Name, Body = response.Excerpt };
}
