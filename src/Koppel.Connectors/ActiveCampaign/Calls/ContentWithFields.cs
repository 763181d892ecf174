using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// What the journal holds of calls about accounts or deals with fields. Rows that are created or changed themselves take their fields
/// along; where only fields change, many rows travel together:
/// <code>{"fielded":"AccountsWithFields","items":[{"rows":[…],"owner":5,"values":[{"field":2,"id":9,"body":{"fieldValue":"…"}}]}]}</code>
/// </summary>
/// <param name="table">The table.</param>
/// <param name="rows">The load's rows.</param>
/// <param name="account">The account.</param>
/// <param name="effect">What a row of a change does.</param>
internal sealed class ContentWithFields(
    TableWithFields table, RowStore rows, RestAccount account, Func<ChangeWithFields, int, RowEffect> effect)
{
    readonly RowCalls _calls = new(table.Rows, account);

    /// <summary>The route of a row that is created.</summary>
    public string CreateRoute => $"{table.Rows.Insert!.Method} {Api.Account.BasePath}{table.Rows.Insert.Path}";

    /// <summary>The route of a row that is changed itself.</summary>
    public string ChangeRoute => $"{table.Rows.Update!.Method} {Api.Account.BasePath}{table.Rows.Update.Path}";

    /// <summary>A row that is created.</summary>
    public ReadOnlyMemory<byte> Create(ChangeWithFields change) => CallContent.Write(json =>
    {
        var row = Own(change);
        WriteRows(json, change);
        json.WritePropertyName("item");
        WithFields(Node(j => _calls.WriteItem(j, row, 0)), change).WriteTo(json);
        // The row is found again by this, should the answer be lost.
        if (table.Rows.Identity is not [var by] || row.IndexOf(by) is not (>= 0 and var at)) return;
        json.WriteString("identity", row[at].Show(0).Trim());
        json.WriteString("by", by);
        json.WriteString("value", row[at].Show(0).Trim());
    });

    /// <summary>A row that is changed itself.</summary>
    public ReadOnlyMemory<byte> Change(ChangeWithFields change) => CallContent.Write(json =>
    {
        WriteRows(json, change);
        json.WriteNumber("key", change.Key!.Value);
        json.WritePropertyName("body");
        WriteBody(json, change);
    });

    /// <summary>
    /// The calls for a row of which values are taken away: what else changes of it goes first, in one call. A value is deleted, which is
    /// described; that an empty text empties an amount or a date is not.
    /// </summary>
    public IReadOnlyList<ContactCall> Emptying(ChangeWithFields change, FieldData data) =>
    [
        .. change.Own.Count > 0 || change.Values.Any(v => v.Text.Length > 0)
            ? [new ContactCall(ChangeRoute, json => WriteBody(json, change)) { Key = change.Key }]
            : (ContactCall[])[],
        .. change.Emptied.Select(v => new ContactCall(data.DeleteRoute) { Key = v.Datum }),
    ];

    /// <summary>Calls about one row, one after the other.</summary>
    public ReadOnlyMemory<byte> Calls(ChangeWithFields change, IReadOnlyList<ContactCall> calls) => CallContent.Write(json =>
    {
        WriteRows(json, change);
        json.WriteArray("steps", calls, call => call.Write(json));
    });

    /// <summary>Rows of which only fields change.</summary>
    public ReadOnlyMemory<byte> Values(IReadOnlyList<ChangeWithFields> changes) => CallContent.Write(json =>
    {
        json.WriteString("fielded", table.Name);
        json.WriteArray("items", changes, change => json.WriteObject(null, () =>
        {
            WriteRows(json, change);
            json.WriteNumber("owner", change.Key!.Value);
            json.WriteArray("values", change.Values, value => json.WriteObject(null, () =>
            {
                json.WriteNumber("field", value.Field.Id);
                if (value.Datum > 0) json.WriteNumber("id", value.Datum);
                json.WriteObject("body", () => FieldDatum.Write(json, value.Field, value.Text, value.Currency));
            }));
        }));
    });

    RowBatch Own(ChangeWithFields change)
    {
        var (batch, index) = rows.Find(change.Rows[0]);
        return batch.Project(index, change.Own);
    }

    void WriteRows(Utf8JsonWriter json, ChangeWithFields change)
    {
        json.WritePropertyName("rows");
        JournalRows.Write(json, rows, change.Rows, row => row != change.Rows[0], row => effect(change, row));
    }

    void WriteBody(Utf8JsonWriter json, ChangeWithFields change)
    {
        var body = Node(j => _calls.WriteChange(j, Own(change), 0, _ => true, change.Currency));
        WithFields(body[table.Rows.Item]!.AsObject(), change);
        body.WriteTo(json);
    }

    static JsonObject WithFields(JsonObject item, ChangeWithFields change)
    {
        var given = change.Values.Where(v => v.Text.Length > 0).ToList();
        if (given.Count > 0) item["fields"] = new JsonArray([.. given.Select(v => Node(v.WriteInline))]);
        return item;
    }

    static JsonObject Node(Action<Utf8JsonWriter> write) => JsonNode.Parse(CallContent.Bytes(write, CallContent.Options).Span)!.AsObject();
}
