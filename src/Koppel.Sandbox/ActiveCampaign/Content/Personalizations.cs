using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary>
/// <c>/personalizations</c>: pieces of text that mails name by a tag. Its filters stand in <c>filter[…]</c>, without an s, and its errors
/// have statuses of their own.
/// </summary>
internal static class Personalizations
{
    public static readonly Resource Resource = new("personalizations", "personalization", "Personalization",
    [
        Number("userid", 1).ReadOnly().In(Shown.Created | Shown.Changed), Text("name"), Text("tag"), Text("format", "html"),
        Text("content"),
        Text("listids").In(Shown.Created | Shown.Changed),
        Computed("listIds", Kind.Text, (_, row) => row.Text("listids")).In(Shown.List | Shown.One),
        Computed("listNames", Kind.Text, (store, row) => string.Join(',', ListsOf(store, row).Select(list => list.Text("name"))))
            .In(Shown.List | Shown.One),
        Computed("listsCount", Kind.Number, (_, row) => IdsOf(row).Length).In(Shown.List | Shown.One),
        CreatedStamp("created_timestamp").In(Shown.Changed), UpdatedStamp("updated_timestamp").In(Shown.Changed),
        Reference("created_by").ReadOnly().In(Shown.Changed), Reference("updated_by").ReadOnly().In(Shown.Changed),
        Bool("isLocked").ReadOnly().Echoed(), Links(), Id(),
    ])
    {
        IsCreateUnrecorded = true,
        Filters = [.. ((string[])["name", "tag", "content", "format", "listName"]).Select(Named)],
        Orders = ["format", "tag", "name", "content"],
        Calls = set =>
        [
            new("DELETE", "personalizations/bulkdelete", call => DeleteMany(set, call)),
            new("PATCH", "personalizations/{id}/lock", call => Lock(set, call, true)),
            new("PATCH", "personalizations/{id}/unlock", call => Lock(set, call, false)),
            new("DELETE", "personalizations/{id}",
                call => set.Store.Table(Resource!).Find(call.Id) is null
                    ? Unknown(400, "Personalization", call.Id)
                    : set["personalizations"].Delete(call)),
            new("PUT", "personalizations/{id}",
                call => set.Store.Table(Resource!).Find(call.Id) is null
                    ? Unknown(404, @"ActiveCampaign\Hosted\Personalization\Personalization", call.Id)
                    : set["personalizations"].Change(call)),
        ],
    };

    static Filter Named(string name) => Filter.Combined($"filter[{name}]", query => query.Text($"filter[{name}]") is { } wanted
        ? (store, row) => TextOf(store, (Record)row, name).Contains(wanted, StringComparison.OrdinalIgnoreCase)
        : null);

    static string TextOf(Store store, Record row, string name) =>
        name == "listName" ? string.Join(',', ListsOf(store, row).Select(list => list.Text("name"))) : row.Text(name);

    static string[] IdsOf(Record row) =>
        row.Text("listids").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static IEnumerable<Record> ListsOf(Store store, Record row) =>
        IdsOf(row).Select(id => store.Table(ListRows.Resource).Find(QueryText.ToInt(id))).OfType<Record>();

    static Answer DeleteMany(ResourceSet set, ApiCall call)
    {
        foreach (var row in (call.Query.Numbers("ids") ?? []).Select(set.Store.Table(Resource).Find).OfType<Record>().Distinct())
            set.Remove("personalizations", row);
        return Answer.Text(200, "Delete successful") with { ContentType = "text/plain" };
    }

    static Answer Lock(ResourceSet set, ApiCall call, bool locked)
    {
        if (set.Store.Table(Resource).Find(call.Id) is not { } row) return Unknown(404, "Personalization", call.Id);
        row["isLocked"] = locked;
        return Answer.Of(200, json => json.Name("success"u8).Bool(true).Name("message"u8).Text("Personalization updated successfully"));
    }

    static Answer Unknown(int status, string kind, int id) => Errors.Message(status, $"No Result found for {kind} with id {id}");
}
