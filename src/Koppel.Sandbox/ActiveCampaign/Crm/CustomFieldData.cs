using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// What deals or accounts have in their custom fields: one value a field. Writes tell the value of before; money is in cents; what is
/// chosen among several is a list. A POST for a field that has a value changes it.
/// </summary>
internal sealed class CustomFieldData
{
    const string Value = "fieldValue";
    const string Currency = "fieldCurrency";
    const string Field = "customFieldId";

    readonly FieldOwner _owner;
    readonly Resource _meta;

    public CustomFieldData(FieldOwner owner, Resource meta)
    {
        (_owner, _meta) = (owner, meta);
        var name = owner.Word + "CustomFieldData";
        string[] withoutCurrency = ["id", owner.Word + "CustomFieldMetumId", owner.Column, Field, "createdTimestamp", "updatedTimestamp",
            Value, "originalValue", "links"];
        Resource = new(name, owner.Word + "CustomFieldDatum", owner.Title + "CustomFieldData",
        [
            Id(), Computed(owner.Word + "CustomFieldMetumId", Kind.Real, (_, row) => row.IdOf(Field)).In(Shown.Always),
            Real(owner.Column).AlsoSentAs(owner.Aliases).Echoed().ShownAsKept(), Real(Field).Echoed().ShownAsKept(),
            CreatedUtc("createdTimestamp"), UpdatedUtc("updatedTimestamp"),
            Json(Value).Echoed(), Text(Currency, null),
            Computed("originalValue", Kind.Json, (_, _) => "").In(Shown.Created | Shown.Changed),
            Links(owner.Word, owner.Word + "CustomFieldMetum"),
        ])
        {
            Total = TotalKind.Number,
            EchoesInOrder = true,
            CreateStatus = 200,
            Only = (_, row) => ((Record)row)[Currency] is null ? withoutCurrency : null,
            Filters = [Filter.Equal(owner.Column), .. owner.Aliases.Select(alias => Filter.Equal(alias, owner.Column))],
            NotFound = _ => Errors.Titled(404, "Not Found"),
            Deleted = () => Errors.Message(200, owner.Title + "CustomFieldData deleted."),
            Check = Check,
            Nested =
            [
                Nested.Under(owner.Path, name, owner.Column), Nested.Under(meta.Name, name, Field),
            ],
            Calls = set =>
            [
                new("POST", name, call => Put(set, call)),
                new("POST", name + "/bulkCreate", call => CreateMany(set, call)),
                new("PATCH", name + "/bulkUpdate", call => ChangeMany(set, call)),
            ],
        };
    }

    public Resource Resource { get; }

    /// <summary>The values of a row.</summary>
    public Record[] Of(Store store, int id) => store.Table(Resource).Where(_owner.Column, id);

    /// <summary>Gives a row a value, or takes it away with null.</summary>
    public Record Set(Store store, int id, int field, object? value, string? currency, DateTime now)
    {
        var row = Find(store, id, field) ?? store.Table(Resource).Add(now, (_owner.Column, id), (Field, field));
        (row[Value], row[Currency], row.Updated) = (value, currency ?? row[Currency], now);
        if (_owner.Find(store, id) is { } parent) _owner.Touch?.Invoke(parent, now);
        return row;
    }

    /// <summary>Refuses a row whose <c>fields</c> do not fit.</summary>
    public Answer? CheckFields(Writing row) =>
        FieldsOf(row).Select(sent => Refuse(row.Store, sent, sent.Member(Field).Id() ?? 0, withValue: true))
            .FirstOrDefault(refusal => refusal is not null);

    /// <summary>Stores the <c>fields</c> of a row that was written, and echoes them.</summary>
    public void PutFields(Writing row)
    {
        var fields = FieldsOf(row);
        if (fields.Length == 0) return;
        foreach (var sent in fields)
            Set(row.Store, row.Row!.Id, sent.Member(Field).Id()!.Value, sent.Member(Value), sent.Member(Currency).Text(), row.Now);
        row.Echo["fields"] = (Action<PhpJson>)(json =>
        {
            json.BeginArray();
            foreach (var sent in fields)
            {
                json.BeginObject().Name("customFieldId"u8).Same(sent.Member(Field)!.Value);
                json.Name("fieldValue"u8).Same(sent.Member(Value)!.Value);
                if (sent.Member(Currency) is { } currency) json.Name("fieldCurrency"u8).Same(currency);
                json.Name(System.Text.Encoding.ASCII.GetBytes(_owner.Column)).Text(row.Row!.Id).EndObject();
            }

            json.EndArray();
        });
    }

    Answer Put(ResourceSet set, ApiCall call)
    {
        var sent = call.Body.Member(Resource.One);
        return Find(set.Store, OwnerOf(sent), sent.Member(Field).Id() ?? 0) is { } known
            ? set[Resource.Name].Change(call with { Id = known.Id })
            : set[Resource.Name].Create(call);
    }

    Answer CreateMany(ResourceSet set, ApiCall call)
    {
        if (call.Body is not { ValueKind: JsonValueKind.Array } body) return Errors.Message(400, "The body must be an array.");
        JsonElement?[] values = [.. body.EnumerateArray()];
        foreach (var sent in values)
        {
            if (_owner.Find(set.Store, OwnerOf(sent)) is null) return Errors.Titled(404, "Not Found");
            if (Refuse(set.Store, sent, sent.Member(Field).Id() ?? 0, withValue: true) is { } refusal) return refusal;
        }

        foreach (var sent in values)
            Set(set.Store, OwnerOf(sent), sent.Member(Field).Id()!.Value, sent.Member(Value), sent.Member(Currency).Text(), set.State.Now);
        return Errors.Message(200, "The bulk insert was successful.");
    }

    Answer ChangeMany(ResourceSet set, ApiCall call)
    {
        if (call.Body is not { ValueKind: JsonValueKind.Array } body) return Errors.Message(400, "The body must be an array.");
        JsonElement?[] values = [.. body.EnumerateArray()];
        var table = set.Store.Table(Resource);
        foreach (var sent in values)
        {
            if (table.Find(sent.Member("id").Id() ?? 0) is not { } row) return Errors.Titled(404, "Not Found");
            if (Refuse(set.Store, sent, row.IdOf(Field), withValue: false) is { } refusal) return refusal;
        }

        var ids = values.Select(sent => sent.Member("id").Id()!.Value).ToArray();
        foreach (var (sent, row) in values.Zip(
            ids.Select(id => table.Find(id)!))) Set(
                set.Store, row.IdOf(_owner.Column), row.IdOf(Field), sent.Member(Value), sent.Member(Currency).Text(), set.State.Now);
        return Errors.Message(200, $"{_owner.Title}CustomFieldDatas with ID(s): {string.Join(", ", ids)} successfully bulk updated.");
    }

    /// <summary>Refuses what does not fit, and keeps the value of before for the answer.</summary>
    Answer? Check(Writing writing)
    {
        var row = writing.Row as Record;
        writing.Echo["originalValue"] = row?[Value] ?? "";
        if (_owner.Find(writing.Store, writing.IdOf(_owner.Column)) is null || writing.Store.Table(_meta).Find(writing.IdOf(Field)) is null)
            return Errors.Titled(404, "Not Found");
        return writing.Body.Member(Value) is null
            ? null
            : Refuse(writing.Store, writing.Body, writing.IdOf(Field), withValue: writing.IsNew);
    }

    /// <summary>Whether a value is of its field's type; nothing is of every type.</summary>
    Answer? Refuse(Store store, JsonElement? sent, int field, bool withValue)
    {
        if (store.Table(_meta).Find(field) is not { } definition || sent.Member(Value) is null) return Errors.Titled(404, "Not Found");
        var (type, text) = (definition.Text("fieldType"), sent.Member(Value).Text());
        var fits = string.IsNullOrEmpty(text) || type switch
        {
            "date" or "datetime" => CentralTime.TryRead(text, out _),
            "number" or "currency" => SentNumber.Of(text) is not null,
            _ => true,
        };
        var named = withValue ? $" `{text}`" : "";
        return fits ? null : CrmErrors.Detailed($"The custom field value{named} could not be saved to the custom field of type `{type}`.");
    }

    Record? Find(Store store, int id, int field) => Array.Find(Of(store, id), row => row.IdOf(Field) == field);

    int OwnerOf(JsonElement? sent) =>
        new[] { _owner.Column }.Concat(_owner.Aliases).Select(key => sent.Member(key).Id()).FirstOrDefault(id => id is not null) ?? 0;

    static JsonElement?[] FieldsOf(Writing row) =>
        row.Body.Member("fields") is { ValueKind: JsonValueKind.Array } fields ? [.. fields.EnumerateArray()] : [];
}
