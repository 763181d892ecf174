using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary><c>/fields</c>: the custom fields of contacts. Titles are unique, and so are the tags by which messages name them.</summary>
internal static class FieldRows
{
    public static readonly Resource Resource = new("fields", "field", "Field",
    [
        Text("title").Required("The field title was not provided."), Text("descript"),
        Text("type").Required("The field type was not provided.").First(until: Ages.March2021),
        Flag("isrequired"), Text("perstag").ShownAsKept().Echoed(), Text("defval", null),
        Flag("show_in_list"), Number("rows"), Number("cols"), Flag("visible", true),
        Text("service"), Number("ordernum"), Created("cdate"), Updated("udate"), CreatedStamp("created_timestamp"),
        UpdatedStamp("updated_timestamp"),
        Reference("created_by", 1).ReadOnly().Echoed().Since(Ages.March2021), Nobody("created_by"),
        Reference("updated_by", 1).ReadOnly().Echoed().Since(Ages.March2021), Nobody("updated_by"),
        Computed("options", Kind.Json, (store, field) => OptionsOf(store, field.Id).Select(option => option.Id)).In(Shown.List | Shown.One),
        Computed("relations", Kind.Json, (store, field) => RelationsOf(store, field).Select(rel => rel.Id)).In(Shown.List | Shown.One),
        Links("options", "relations"), Id(),
    ])
    {
        CreatedOrder = ["perstag", "created_by", "updated_by", "cdate", "udate", "ordernum", "links", "id"],
        Limit = 100,
        Filters = [Filter.Equal("perstag")],
        Cascades = [new("fieldOptions", "field"), new("fieldRels", "field")],
        Sideloads =
        [
            Sideload.Of("fieldOptions", Shown.List | Shown.One, "fieldOptions", (store, field) => OptionsOf(store, field.Id)),
            Sideload.Of("fieldRels", Shown.List | Shown.One, "fieldRels", RelationsOf),
        ],
        Uniques = [new("title", Taken)],
        Deleting = (store, field) =>
        {
            store.FieldValues.RemoveOf(field.Id);
            GroupMembers.Forget(store, field.Id);
        },
        Meta = (_, json) => json.Name("selected"u8).Null(),
        Saved = writing =>
        {
            var (field, table) = (writing.Record, writing.Store.Table(Resource!));
            field["perstag"] =
                FreeTag(table, field, PersonalizationTag(field.Text("perstag") is { Length: > 0 } tag ? tag : field.Text("title")));
            if (!writing.IsNew) return;
            // The order is the service's: what was sent for it at first is not taken.
            field["ordernum"] = NextOrder(table, field);
            writing.Echo["ordernum"] = field["ordernum"];
        },
    };

    /// <summary>Who made a field was not told in 2020.</summary>
    static Column Nobody(string name) => Computed(name, Kind.Reference, (_, _) => null).Before(Ages.March2021);

    static Answer Taken(string title) => Errors.Plain(
        422,
        "There is already a field with this title",
        $"There is already a field named '{title}' -- choose another name",
        "duplicate");

    /// <summary>Puts a field in a store.</summary>
    public static Record Add(Store store, string title, string type, DateTime now, params ReadOnlySpan<string> options)
    {
        var field = store.Table(Resource).Add(now, ("title", title), ("type", type));
        field["ordernum"] = NextOrder(store.Table(Resource), field);
        field["perstag"] = FreeTag(store.Table(Resource), field, PersonalizationTag(title));
        for (var order = 0; order < options.Length; order++)
            store.Table(FieldOptions.Resource)
                .Add(now, ("field", field.Id), ("orderid", order), ("value", options[order]), ("label", options[order]));
        return field;
    }

    /// <summary>The options of a field, in their order.</summary>
    public static IEnumerable<Record> OptionsOf(Store store, int field) =>
        store.Table(FieldOptions.Resource).Where("field", field).OrderBy(option => option.Number("orderid"));

    static Record[] RelationsOf(Store store, IRow field) => store.Table(FieldRels.Resource).Where("field", field.Id);

    /// <summary>The field with a personalization tag, whatever its case; null when there is none.</summary>
    public static Record? ByTag(Store store, string tag) => store.Table(Resource).Find("perstag", tag);

    /// <summary>Gives the required fields in which a contact has nothing their default.</summary>
    public static void FillDefaults(Store store, Contact contact, DateTime now)
    {
        foreach (var field in store.Table(Resource).All.ToArray())
        {
            if (field.Is("isrequired") && field.Text("defval") is { Length: > 0 } value && contact.ValueOf(field.Id) is null)
                store.FieldValues.Set(contact, field.Id, value, now);
        }
    }

    /// <summary>A new field is the last.</summary>
    static long NextOrder(RecordTable table, Record field) =>
        table.All.ToArray().Where(other => other != field).Select(other => other.Number("ordernum")).DefaultIfEmpty(0).Max() + 1;

    static string PersonalizationTag(string text) =>
        string.Concat(text.Where(letter => char.IsLetterOrDigit(letter) || letter == '_')).ToUpperInvariant();

    static string FreeTag(RecordTable table, Record field, string tag)
    {
        var free = tag;
        for (var number = 1; table.Holds("perstag", free, field); number++) free = $"{tag}_{number}";
        return free;
    }
}
