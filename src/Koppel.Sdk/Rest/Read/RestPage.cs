using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Read;

/// <summary>The rows of one answer. It holds the answer's memory until it is disposed.</summary>
internal sealed class RestPage : IDisposable
{
    readonly JsonDocument _document;
    readonly RestResponse _response;
    readonly RestTable _table;
    readonly FieldPath _key;

    RestPage(RestTable table, RestResponse response, JsonDocument document, IReadOnlyList<JsonElement> rows, long? total)
    {
        (_table, _response, _document) = (table, response, document);
        _key = FieldPath.Of(table.Key.Field ?? table.Key.Name);
        (Rows, Paged, Total) = (rows, rows, total);
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<JsonElement> Rows { get; }

    /// <summary>The rows that make the page: others than <see cref="Rows"/> when those stand beside another list.</summary>
    public IReadOnlyList<JsonElement> Paged { get; private init; }

    /// <summary>The column that the rows do not tell, with its value; otherwise null.</summary>
    public (string Column, string Value)? Given { get; init; }

    /// <summary>How many rows the whole list has, when the answer says so.</summary>
    public long? Total { get; }

    /// <summary>The remote system's time of day when it answered, or null when it does not tell.</summary>
    public DateTimeOffset? Date => _response.Date;

    /// <summary>How the next page is asked for, as this one says; null when it says that there is none.</summary>
    public string? Next
    {
        get
        {
            var paging = _table.Paging;
            if (paging.More is { } more && Find(more)?.ToString() is not ("True" or "true" or "1")) return null;
            var next = paging.Kind switch
            {
                PagingKind.LastKey => Paged.Count == 0 ? null
                    : TextKeyOf(Paged[^1]) ?? throw Odd($"ends with a row without '{_table.Key.Name}', behind which the next page begins"),
                PagingKind.Link when paging.Next is null => LinkHeader.Next(_response.Headers("Link")),
                _ => Find(paging.Next!) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } text ? text.ToString() : null,
            };
            return string.IsNullOrEmpty(next) ? null : next;
        }
    }

    /// <summary>A list's answer.</summary>
    /// <param name="table">The table.</param>
    /// <param name="response">The answer.</param>
    /// <param name="isBeside">The table's rows stand beside another list, if they do so at all; otherwise they are the list.</param>
    /// <param name="given">What the rows do not tell.</param>
    /// <exception cref="ConnectorException">It holds no such list.</exception>
    public static RestPage List(RestTable table, RestResponse response, bool isBeside = true, (string, string)? given = null)
    {
        var document = response.Json();
        try
        {
            var rows = RowsOf(table, response, document.RootElement, table.List, isBeside && table.Beside is not null);
            var paged = isBeside && table.Beside is { } other ? RowsOf(table, response, document.RootElement, other, false) : rows;
            return new RestPage(table, response, document, rows, ReadTotal(table.Paging, response, document.RootElement))
            {
                Paged = paged,
                Given = given,
            };
        }
        catch (ConnectorException)
        {
            document.Dispose();
            throw;
        }
    }

    static List<JsonElement> RowsOf(RestTable table, RestResponse response, JsonElement root, string name, bool mayLack)
    {
        var isThere = FieldPath.Of(name).TryGet(root, out var list);
        // A list beside another one is left out when it is empty.
        if (!isThere && mayLack && root.ValueKind == JsonValueKind.Object) return [];
        var isList = isThere && list.ValueKind == JsonValueKind.Array;
        if (isList && list.EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object)) return [.. list.EnumerateArray()];
        var where = name.Length == 0 ? "" : $" '{name}'";
        throw Odd(response, table, isList ? $"holds something else than rows in the list{where}" : $"holds no list{where}");
    }

    /// <summary>A single row's answer. An empty object is how some answer that there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="response">The answer.</param>
    /// <param name="given">What the row does not tell.</param>
    /// <exception cref="ConnectorException">It holds no such row.</exception>
    public static RestPage Item(RestTable table, RestResponse response, (string, string)? given = null)
    {
        var document = response.Json();
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && !root.EnumerateObject().Any())
            return new RestPage(table, response, document, [], 0);
        if (FieldPath.Of(table.Item).TryGet(root, out var row))
        {
            if (row.ValueKind == JsonValueKind.Object) return new RestPage(table, response, document, [row], 1) { Given = given };
            if (row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 1 && row[0].ValueKind == JsonValueKind.Object)
                return new RestPage(table, response, document, [row[0]], 1) { Given = given };
        }
        document.Dispose();
        throw Odd(response, table, table.Item.Length == 0 ? "is no row" : $"holds no '{table.Item}'");
    }

    /// <summary>An answer that says that there are no rows.</summary>
    public static RestPage Empty(RestTable table, RestResponse response) => new(table, response, JsonDocument.Parse("{}"), [], null);

    /// <summary>The key of a row.</summary>
    /// <exception cref="ConnectorException">It has none.</exception>
    public long KeyOf(JsonElement row) => TryKeyOf(row) ?? throw Odd($"holds a row without a number as '{_table.Key.Name}'");

    /// <summary>The key of a row, or null.</summary>
    public long? TryKeyOf(JsonElement row) =>
        _key.TryGet(row, out var key) && JsonCell.TryWhole(key, out var number) ? number : null;

    /// <summary>The key of a row as text, whatever it is; null when it has none.</summary>
    public string? TextKeyOf(JsonElement row) => Given is var (column, value) && column == _table.Key.Name ? value
        : _table.Key.Type.Kind == ColumnKind.BigInt ? TryKeyOf(row)?.ToString(CultureInfo.InvariantCulture)
        : _key.TryGet(row, out var key) && key.ValueKind is JsonValueKind.String or JsonValueKind.Number ? key.ToString() : null;

    /// <summary>A fault of this answer.</summary>
    /// <param name="what">What it does, as the rest of a sentence.</param>
    public ConnectorException Odd(string what) => Odd(_response, _table, what);

    /// <summary>The rows as a batch.</summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="rows">The rows that are wanted.</param>
    /// <param name="batch">The batch before, which is filled again when it is large enough; this one afterwards.</param>
    public RowBatch ToBatch(IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> rows, ref RowBatch? batch)
    {
        if (batch is null || batch.Limit < rows.Count) batch = new RowBatch(columns, Math.Max(1, rows.Count));
        else batch.Clear();
        foreach (var _ in rows) batch.AddRow();
        for (var c = 0; c < columns.Count; c++)
        {
            if (_table.Sideloads.FirstOrDefault(s => s.Column == columns[c].Name) is { } sideload) FillSideload(sideload, batch[c], rows);
            else if (Given is var (name, value) && name == columns[c].Name) FillGiven(batch[c], value, rows.Count);
            else Fill(columns[c], batch[c], rows);
        }
        return batch;
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    void Fill(Column column, ColumnBuffer buffer, IReadOnlyList<JsonElement> rows)
    {
        var field = FieldPath.Of(column.Field ?? column.Name);
        FieldPath? currency = column.Currency is { } name && _table.Columns.First(c => c.Name == name) is var of
            ? FieldPath.Of(of.Field ?? of.Name)
            : null;
        var value = default(JsonElement);
        try
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (field.TryGet(rows[r], out value))
                    JsonCell.Read(value, column, buffer, r, currency is { } its ? CurrencyOf(rows[r], its) : null);
                else buffer.SetNull(r);
            }
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or OverflowException)
        {
            throw Odd($"gives '{column.Name}' as {Short(value.GetRawText())}, which is no {column.Type}");
        }
    }

    static void FillGiven(ColumnBuffer buffer, string value, int count)
    {
        for (var r = 0; r < count; r++)
        {
            if (buffer.Type.Kind == ColumnKind.Text) buffer.SetText(r, value);
            else buffer.SetLong(r, long.Parse(value, CultureInfo.InvariantCulture));
        }
    }

    static string? CurrencyOf(JsonElement row, FieldPath field) =>
        field.TryGet(row, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    void FillSideload(Sideload sideload, ColumnBuffer buffer, IReadOnlyList<JsonElement> rows)
    {
        if (!_document.RootElement.TryGetProperty(sideload.Include, out var others) || others.ValueKind != JsonValueKind.Array)
            throw Odd($"lacks the list '{sideload.Include}' that was asked for");
        if (_table.Key.Type.Kind == ColumnKind.BigInt)
        {
            var lists = others.EnumerateArray().ToLookup(other => Whole(sideload, other, sideload.Owner));
            for (var r = 0; r < rows.Count; r++) FillSideload(sideload, buffer, r, lists[KeyOf(rows[r])]);
        }
        else
        {
            var lists = others.EnumerateArray().ToLookup(other => Text(sideload, other, sideload.Owner));
            for (var r = 0; r < rows.Count; r++) FillSideload(sideload, buffer, r, lists[TextKeyOf(rows[r]) ?? ""]);
        }
    }

    void FillSideload(Sideload sideload, ColumnBuffer buffer, int row, IEnumerable<JsonElement> its)
    {
        if (sideload.Value.Length == 0) buffer.SetText(row, $"[{string.Join(',', its.Select(other => other.GetRawText()))}]");
        else if (buffer.Type.Kind == ColumnKind.TextList) buffer.SetTexts(row, [.. its.Select(o => Text(sideload, o, sideload.Value))]);
        else buffer.SetList(row, [.. its.Select(other => Whole(sideload, other, sideload.Value))]);
    }

    string Text(Sideload sideload, JsonElement other, string field) =>
        FieldPath.Of(field).TryGet(other, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : throw Odd($"holds a row in '{sideload.Include}' without a text as '{field}'");

    long Whole(Sideload sideload, JsonElement other, string field) =>
        other.ValueKind == JsonValueKind.Object && other.TryGetProperty(field, out var value) && JsonCell.TryWhole(value, out var number)
            ? number
            : throw Odd($"holds a row in '{sideload.Include}' without a number as '{field}'");

    static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";

    JsonElement? Find(string path) => FieldPath.Of(path).TryGet(_document.RootElement, out var value) ? value : null;

    static long? ReadTotal(Paging paging, RestResponse response, JsonElement root)
    {
        var total = paging.Total is { } path && FieldPath.Of(path).TryGet(root, out var value) ? value.ToString()
            : paging.TotalHeader is { } header ? response.Headers(header).FirstOrDefault() : null;
        return long.TryParse(total, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    static ConnectorException Odd(RestResponse response, RestTable table, string what) =>
        new(ConnectorErrorKind.BadAnswer, $"The answer to {response.Route} {what}. Run it again; if it stays so, the API has changed.")
        { Call = response.Route, Status = response.Status, Table = table.Name, Body = response.Excerpt };
}
