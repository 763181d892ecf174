using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>A page of an answer to a query. It holds the answer's memory until it is disposed.</summary>
internal sealed class RecordPage : IDisposable
{
    readonly JsonDocument _document;
    readonly RestResponse _response;
    readonly string _connection;

    RecordPage(RestResponse response, JsonDocument document, string connection) =>
        (_response, _document, _connection) = (response, document, connection);

    /// <summary>How many rows the whole answer has.</summary>
    public long Total { get; private init; }

    /// <summary>Where the next page is, to the letter; null when this is the last.</summary>
    public string? Next { get; private init; }

    /// <summary>The records.</summary>
    public required IReadOnlyList<JsonElement> Records { get; init; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ConnectorException">It is none.</exception>
    public static RecordPage Read(RestResponse response, string connection, string table)
    {
        OrgErrors.Checked(response, connection, table);
        var document = OrgErrors.Json(response, connection);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("totalSize", out var total) && total.TryGetInt64(out var size)
            && root.TryGetProperty("records", out var records) && records.ValueKind == JsonValueKind.Array
            && records.EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object))
        {
            var next = root.TryGetProperty("nextRecordsUrl", out var url) ? url.GetString() : null;
            var isDone = !root.TryGetProperty("done", out var done) || done.ValueKind == JsonValueKind.True;
            if (isDone || !string.IsNullOrEmpty(next))
                return new RecordPage(response, document, connection)
                {
                    Total = size, Next = isDone ? null : next, Records = [.. records.EnumerateArray()],
                };
        }
        document.Dispose();
        throw OrgErrors.Odd(response, connection, "is no page of records");
    }

    /// <summary>Takes records into a batch, which has room for them.</summary>
    /// <param name="batch">The batch, of the fields' columns.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="first">The first record.</param>
    /// <param name="count">How many.</param>
    /// <param name="table">The object, for messages.</param>
    /// <exception cref="ConnectorException">A value is none of its column.</exception>
    public void Fill(RowBatch batch, IReadOnlyList<SoqlField> fields, int first, int count, string table)
    {
        for (var i = first; i < first + count; i++)
        {
            var row = batch.AddRow();
            for (var c = 0; c < fields.Count; c++) Set(batch[c], row, Records[i], fields[c], table);
        }
    }

    /// <summary>Takes a value.</summary>
    /// <param name="buffer">The column.</param>
    /// <param name="row">The row.</param>
    /// <param name="record">The record.</param>
    /// <param name="field">The field.</param>
    /// <param name="table">The object, for messages.</param>
    /// <param name="name">What the value is called in the answer, when that is not the field's way.</param>
    public void Set(ColumnBuffer buffer, int row, JsonElement record, SoqlField field, string table, string? name = null)
    {
        var value = Find(record, name is null ? field.Names : [name]);
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            buffer.SetNull(row);
            return;
        }
        try
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String when buffer.Type.Kind is ColumnKind.Text: buffer.SetText(row, value.GetString()); break;
                case JsonValueKind.String: FieldValue.Set(buffer, row, Encoding.UTF8.GetBytes(value.GetString()!)); break;
                default: FieldValue.Set(buffer, row, JsonMarshal.GetRawUtf8Value(value)); break;
            }
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or InvalidOperationException)
        {
            throw ValueFaults.Of(_connection, table, field, value.ToString(), IdOf(record), fault, _response.Route);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    static JsonElement Find(JsonElement record, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out record)) return default;
        }
        return record;
    }

    /// <summary>The record's id: as a field, or at the end of its address.</summary>
    static string? IdOf(JsonElement record) =>
        Find(record, ["Id"]) is { ValueKind: JsonValueKind.String } id ? id.GetString()
        : Find(record, ["attributes", "url"]) is { ValueKind: JsonValueKind.String } url ? url.GetString()!.Split('/')[^1]
        : null;
}
