using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>The custom fields of deals or accounts. A newer service: true numbers, UTC, no <c>meta</c>.</summary>
internal static class CustomFieldMeta
{
    public static Resource Declare(FieldOwner owner)
    {
        Resource? resource = null;
        return resource = new(owner.Word + "CustomFieldMeta", owner.Word + "CustomFieldMetum", owner.Title + "CustomFieldMeta",
        [
            Id(), Text("fieldLabel", null).Echoed(), Text("fieldType", null).Echoed(), Json("fieldOptions").Echoed(),
            Json("fieldDefault").Echoed(), Text("fieldDefaultCurrency", null).Echoed(),
            Real("isFormVisible", 0).Echoed(), Real("isRequired", 0).Echoed(), Real("displayOrder", 1).Echoed(),
            Text("personalization", null).ReadOnly().Echoed(),
            Real("knownFieldId").ReadOnly().Echoed(), Real("hideFieldFlag", 0).ReadOnly().Echoed(), CreatedUtc("createdTimestamp"),
            UpdatedUtc("updatedTimestamp"),
            Real("createdBy").ReadOnly().Since(Ages.August2026), Real("updatedBy").ReadOnly().Since(Ages.August2026),
            Links(owner.Word + "CustomFieldData"),
        ])
        {
            Total = TotalKind.NoMeta,
            EchoesInOrder = true,
            Limit = 100,
            NotFound = _ => Errors.Titled(404, "Not Found"),
            Deleted = () => Errors.Message(200, owner.Title + "CustomFieldMeta deleted."),
            Cascades = [new(owner.Word + "CustomFieldData", "customFieldId")],
            Check = writing => string.IsNullOrWhiteSpace(writing.TextOf("fieldType")) ? Lacks("The field type field is required.")
                : string.IsNullOrWhiteSpace(writing.TextOf("fieldLabel")) ? Lacks("The field label field is required.")
                : null,
            Saved = writing =>
            {
                if (writing.IsNew) writing.Record["personalization"] = Free(owner, writing.Store.Table(writing.Resource), writing.Record);
            },
            Begin = owner.Begin is null ? null : store => owner.Begin(store.Table(resource!)),
        };
    }

    /// <summary>Puts a field in a store.</summary>
    /// <param name="owner">Whose field it is.</param>
    /// <param name="table">Where to.</param>
    /// <param name="label">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="now">When.</param>
    public static Record Add(FieldOwner owner, RecordTable table, string label, string type, DateTime now)
    {
        var field = table.Add(now, ("fieldLabel", label), ("fieldType", type));
        field["personalization"] = Free(owner, table, field);
        return field;
    }

    /// <summary>The name under which messages can name the field.</summary>
    static string Free(FieldOwner owner, RecordTable table, Record field)
    {
        var tag = owner.Word.ToUpperInvariant() + "_"
            + string.Concat(field.Text("fieldLabel").ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        var free = tag;
        for (var number = 1; owner.Taken.Contains(free) || table.Holds("personalization", free, field); number++) free = $"{tag}_{number}";
        return free;
    }

    static Answer Lacks(string title) => Answer.Of(422, json => json
        .Name("errors"u8).BeginArray().BeginObject()
        .Name("title"u8).Text(title).Name("detail"u8).Text("").Name("code"u8).Number(422)
        .EndObject().EndArray());
}
