using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

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
    public Task<RestResponse> InsertAsync(RowBatch values, int row, CancellationToken cancellationToken = default)
    {
        var call = table.Insert ?? throw Refusal(table, WriteOperation.Insert);
        return SendAsync(call, RowPath.Fill(call.Path, null, values, row), Body(call, values, row, isNew: true), cancellationToken);
    }

    /// <summary>The request that adds a row, from what is kept of it.</summary>
    /// <param name="content">The row as <see cref="WriteItem"/> wrote it, and what stands in the path.</param>
    internal RestRequest InsertRequest(JsonElement content)
    {
        var call = table.Insert ?? throw Refusal(table, WriteOperation.Insert);
        return new RestRequest(call.Method, RowPath.Fill(call.Path, null, content))
        {
            Pattern = call.Path,
            Body = Envelope(
                call, json => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(content.GetProperty("item")), skipInputValidation: true)),
            Repeatable = call.Repeatable,
        };
    }

    /// <summary>Writes a new row as the API gets it, an object.</summary>
    public void WriteItem(Utf8JsonWriter json, RowBatch values, int row) =>
        WriteValues(json, table.Insert!, values, row, isNew: true, null);

    /// <summary>Writes what a row gets, in its envelope. A null is left out: it leaves what is there.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="values">The row.</param>
    /// <param name="row">Its position.</param>
    /// <param name="isChanged">Which columns are sent.</param>
    /// <param name="currency">What the row's money is in, where the row does not tell; null when that is not known.</param>
    /// <param name="known">What the row has, one row, or null when that is not known.</param>
    public void WriteChange(
        Utf8JsonWriter json, RowBatch values, int row, Func<Column, bool> isChanged, string? currency, RowBatch? known = null)
    {
        var call = table.Update!;
        WriteEnvelope(json, call, j => WriteValues(j, call, values, row, isNew: false, isChanged, currency, known));
    }

    /// <summary>Changes a row.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="values">The columns to change.</param>
    /// <param name="row">The row's position in the batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came, or the table has no such call.</exception>
    public Task<RestResponse> UpdateAsync(string key, RowBatch values, int row, CancellationToken cancellationToken = default)
    {
        var call = table.Update ?? throw Refusal(table, WriteOperation.Update);
        return SendAsync(call, RowPath.Fill(call.Path, key, values, row), Body(call, values, row, isNew: false), cancellationToken);
    }

    /// <summary>Removes a row.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="values">What stands in the path beside the key, or null when nothing does.</param>
    /// <param name="row">The row's position in the batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came, or the table has no such call.</exception>
    public Task<RestResponse> DeleteAsync(string key, RowBatch? values = null, int row = 0, CancellationToken cancellationToken = default)
    {
        var call = table.Delete ?? throw Refusal(table, WriteOperation.Delete);
        return SendAsync(call, values is null ? UrlPath.Fill(call.Path, "id", key) : RowPath.Fill(call.Path, key, values, row), default,
            cancellationToken);
    }

    /// <summary>What is said of a verb that is not declared.</summary>
    internal static ConnectorException Refusal(RestTable table, WriteOperation verb) => new(ConnectorErrorKind.NotSupported,
        table.Refusals.GetValueOrDefault(
            verb, $"Rows of {table.Name} cannot be {verb.ToParticiple()}: the API has no call for it.")) { Table = table.Name };

    /// <summary>Says why a column's value cannot be sent, or null.</summary>
    /// <param name="values">The row.</param>
    /// <param name="column">The column's position.</param>
    /// <param name="row">The row's position.</param>
    /// <param name="currency">What the row's money is in, where the row does not tell; null when that is not known.</param>
    public RejectCause? Fault(RowBatch values, int column, int row, string? currency) =>
        JsonField.Fault(values.Columns[column], values[column], row)
        ?? (values.Columns[column].Form == ValueForm.SmallestUnits
            ? JsonField.MoneyFault(values.Columns[column], values[column], row, CurrencyOf(values, column, row) ?? currency)
            : null);

    /// <summary>What a row's money is in, as the row or a default tells; otherwise null.</summary>
    public string? CurrencyOf(RowBatch values, int column, int row) => values.Columns[column].Currency is not { } currency ? null
        : values.IndexOf(currency) is >= 0 and var at && !values[at].IsNull(row)
            ? values[at].Texts[row]
            : table.Defaults.GetValueOrDefault(currency);

    Task<RestResponse> SendAsync(RowCall call, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        account.Client.SendAsync(
            new RestRequest(call.Method, path) { Pattern = call.Path, Body = body, Repeatable = call.Repeatable }, cancellationToken);

    ReadOnlyMemory<byte> Body(RowCall call, RowBatch values, int row, bool isNew) =>
        Envelope(call, json => WriteValues(json, call, values, row, isNew, null));

    ReadOnlyMemory<byte> Envelope(RowCall call, Action<Utf8JsonWriter> writeItem) =>
        CallContent.Bytes(json => WriteEnvelope(json, call, writeItem));

    void WriteEnvelope(Utf8JsonWriter json, RowCall call, Action<Utf8JsonWriter> writeItem)
    {
        if (call.EnvelopeOf(table) is not { } envelope)
        {
            writeItem(json);
            return;
        }
        json.WriteObject(null, () =>
        {
            json.WritePropertyName(envelope);
            if (call.Body == BodyShape.List) json.WriteArray(null, [json], writeItem);
            else writeItem(json);
        });
    }

    void WriteValues(
        Utf8JsonWriter json, RowCall call, RowBatch values, int row, bool isNew, Func<Column, bool>? isSent, string? currency = null,
        RowBatch? known = null)
    {
        var inPath = call.Names;
        json.WriteStartObject();
        if (call.Inside is { } inside) json.WriteStartObject(inside);
        foreach (var (column, value) in isNew ? table.Defaults : NoDefaults)
            if (values.IndexOf(column) is var c && (c < 0 || values[c].IsNull(row)) && !inPath.Contains(column))
                WriteDefault(json, column, value);
        var sent = Sent(call, values, row, isSent, known).Where(s => !inPath.Contains(s.Column.Name)).ToList();
        WriteFields(json, call.Inside is null ? 0 : int.MaxValue, [.. sent.Where(s => InList(s.Column) is null)],
            s => (s.Position < 0 ? null : CurrencyOf(values, s.Position, row)) ?? currency);
        foreach (var list in sent.Where(s => InList(s.Column) is not null && !s.Buffer.IsNull(s.Row))
            .GroupBy(s => InList(s.Column)!.Value.List))
            json.WriteArray(list.Key, list, sent => json.WriteObject(null, () =>
            {
                json.WriteString("id", InList(sent.Column)!.Value.Id);
                JsonField.Write(json, sent.Column with { SentAs = "value" }, sent.Buffer, sent.Row);
            }));
        if (call.Inside is not null) json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes fields, those of an object together, in it.</summary>
    /// <param name="json">Where they go.</param>
    /// <param name="depth">How many objects they stand in already.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="currency">What the money of one is in.</param>
    static void WriteFields(Utf8JsonWriter json, int depth, IReadOnlyList<SentValue> fields, Func<SentValue, string?> currency)
    {
        foreach (var field in fields.Where(f => JsonField.ObjectOf(f.Column, depth) is null))
            JsonField.Write(json, field.Column, field.Buffer, field.Row, currency(field));
        foreach (var inner in fields.Where(f => !f.Buffer.IsNull(f.Row) && JsonField.ObjectOf(f.Column, depth) is not null)
            .GroupBy(f => JsonField.ObjectOf(f.Column, depth)!))
            json.WriteObject(inner.Key, () => WriteFields(json, depth + 1, [.. inner], currency));
    }

    /// <summary>A value that is sent: of the row, or, with no position, one that the call wants beside what changes.</summary>
    readonly record struct SentValue(Column Column, ColumnBuffer Buffer, int Row, int Position);

    /// <summary>The values that a call sends: those of the row, and those that it wants beside what changes.</summary>
    static IEnumerable<SentValue> Sent(
        RowCall call, RowBatch values, int row, Func<Column, bool>? isSent, RowBatch? known)
    {
        for (var c = 0; c < values.Columns.Count; c++)
            if (isSent?.Invoke(values.Columns[c]) != false) yield return new SentValue(values.Columns[c], values[c], row, c);
        foreach (var name in known is null ? [] : call.Also)
            if (values.IndexOf(name) is var c && (c < 0 || values[c].IsNull(row) || isSent?.Invoke(values.Columns[c]) == false))
                yield return new SentValue(known!.Columns[known.IndexOf(name)], known[known.IndexOf(name)], 0, -1);
    }

    static (string List, string Id)? InList(Column column) => FieldPath.InList(column.Field ?? column.Name);

    void WriteDefault(Utf8JsonWriter json, string name, string value)
    {
        var column = table.Columns.First(c => c.Name == name);
        var field = JsonField.NameOf(column);
        if (column.Form == ValueForm.TrueFalse) json.WriteBoolean(field, value is "1" or "true");
        else if (column.Type.Kind is ColumnKind.BigInt or ColumnKind.Boolean && column.Form == ValueForm.Usual)
        {
            json.WritePropertyName(field);
            json.WriteRawValue(value);
        }
        else json.WriteString(field, value);
    }
}
