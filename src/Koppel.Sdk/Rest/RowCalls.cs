using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>Writes single rows of a declared table, one call each.</summary>
/// <param name="table">The declaration.</param>
/// <param name="account">The account.</param>
public sealed class RowCalls(RestTable table, RestAccount account)
{
    static readonly Dictionary<string, string> NoDefaults = [];

    /// <summary>Adds a row.</summary>
    /// <param name="values">A row of columns of the table; a null is not sent.</param>
    /// <param name="row">The row's position in the batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came, or the table has no such call.</exception>
    public Task<RestResponse> InsertAsync(RowBatch values, int row, CancellationToken cancellationToken = default) =>
        SendAsync(table.Insert, "inserted", null, Body(values, row, isNew: true), cancellationToken);

    /// <summary>Adds a row that was written by <see cref="WriteItem"/>.</summary>
    /// <param name="item">The row.</param>
    /// <param name="unless">Is cancelled when the call is not to be sent any more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal Task<RestResponse> InsertAsync(JsonElement item, CancellationToken unless, CancellationToken cancellationToken) =>
        SendAsync(table.Insert, "inserted", null, Envelope(json => item.WriteTo(json)), cancellationToken, unless);

    /// <summary>Writes a new row as the API gets it, an object.</summary>
    internal void WriteItem(Utf8JsonWriter json, RowBatch values, int row) => WriteValues(json, values, row, isNew: true);

    /// <summary>Writes what a row gets, in its envelope. A null is left out: it leaves what is there.</summary>
    internal void WriteChange(Utf8JsonWriter json, RowBatch values, int row, Func<Column, bool> isChanged)
    {
        json.WriteStartObject();
        json.WriteStartObject(table.Item);
        for (var c = 0; c < values.Columns.Count; c++)
            if (isChanged(values.Columns[c])) Write(json, values.Columns[c].Field ?? values.Columns[c].Name, values[c], row);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Changes a row.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="values">The columns to change.</param>
    /// <param name="row">The row's position in the batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came, or the table has no such call.</exception>
    public Task<RestResponse> UpdateAsync(long key, RowBatch values, int row, CancellationToken cancellationToken = default) =>
        SendAsync(table.Update, "updated", key, Body(values, row, isNew: false), cancellationToken);

    /// <summary>Removes a row.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came, or the table has no such call.</exception>
    public Task<RestResponse> DeleteAsync(long key, CancellationToken cancellationToken = default) =>
        SendAsync(table.Delete, "deleted", key, default, cancellationToken);

    /// <summary>What is said of a verb that is not declared.</summary>
    internal static ConnectorException Refusal(RestTable table, string verb) =>
        new(ConnectorErrorKind.NotSupported, $"Rows of {table.Name} cannot be {verb}: the API has no call for it.") { Table = table.Name };

    /// <summary>Says why a column's value cannot be sent, or null.</summary>
    internal static RejectCause? Fault(string column, ColumnBuffer buffer, int row)
    {
        if (buffer.IsNull(row)) return null;
        if (buffer.Type.Kind == ColumnKind.Double && !double.IsFinite(buffer.Doubles[row]))
            return new RejectCause(RejectCode.ValueInvalid, $"{column} is {buffer.Show(row)}, which JSON has no way to write.", "Give it a number.");
        return buffer.Type.Kind == ColumnKind.Json && !IsJson(buffer.Texts[row])
            ? new RejectCause(RejectCode.ValueInvalid, $"{column} is no JSON.", "Give it a JSON value.") : null;
    }

    static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    Task<RestResponse> SendAsync(
        RowCall? call, string verb, long? key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken, CancellationToken unless = default)
    {
        if (call is null) throw Refusal(table, verb);
        var path = key is { } id ? UrlPath.Fill(call.Path, "id", id.ToString(CultureInfo.InvariantCulture)) : call.Path;
        return account.Client.SendAsync(
            new RestRequest(call.Method, path) { Pattern = call.Path, Body = body, Repeatable = call.Repeatable, Unless = unless }, cancellationToken);
    }

    ReadOnlyMemory<byte> Body(RowBatch values, int row, bool isNew) => Envelope(json => WriteValues(json, values, row, isNew));

    ReadOnlyMemory<byte> Envelope(Action<Utf8JsonWriter> writeItem)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName(table.Item);
            writeItem(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    void WriteValues(Utf8JsonWriter json, RowBatch values, int row, bool isNew)
    {
        json.WriteStartObject();
        foreach (var (column, value) in isNew ? table.Defaults : NoDefaults)
            if (values.IndexOf(column) is var c && (c < 0 || values[c].IsNull(row))) json.WriteString(FieldOf(column), value);
        for (var c = 0; c < values.Columns.Count; c++) Write(json, values.Columns[c].Field ?? values.Columns[c].Name, values[c], row);
        json.WriteEndObject();
    }

    string FieldOf(string column) => table.Columns.First(c => c.Name == column).Field ?? column;

    static void Write(Utf8JsonWriter json, string field, ColumnBuffer buffer, int row)
    {
        switch (buffer.Get(row))
        {
            case null: break;
            case long number: json.WriteNumber(field, number); break;
            case double number: json.WriteNumber(field, number); break;
            case decimal number: json.WriteNumber(field, number); break;
            case bool on: json.WriteNumber(field, on ? 1 : 0); break;
            case string text when buffer.Type.Kind == ColumnKind.Json:
                json.WritePropertyName(field);
                json.WriteRawValue(text);
                break;
            case DateTimeOffset instant: json.WriteString(field, instant); break;
            case long[] list:
                json.WriteStartArray(field);
                foreach (var number in list) json.WriteNumberValue(number);
                json.WriteEndArray();
                break;
            default: json.WriteString(field, buffer.Show(row)); break;
        }
    }
}
