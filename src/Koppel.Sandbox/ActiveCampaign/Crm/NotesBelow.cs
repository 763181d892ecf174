using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// Notes under the path of their deal or account. POST with the id of a note was recorded to make another one; PUT changes it. The row that
/// stands beside a note is the one of before the note.
/// </summary>
internal static class NotesBelow
{
    public static IEnumerable<Route> Routes(ResourceSet set) =>
    [
        new("POST", "deals/{id}/notes", call => Add(set, call, OfDeal)),
        new("POST", "deals/{id}/notes/{note}", call => Add(set, call, OfDeal)),
        new("PUT", "deals/{id}/notes/{note}", call => Change(set, call, OfDeal)),
        new("POST", "accounts/{id}/notes", call => Add(set, call, OfAccount)),
        new("PUT", "accounts/{id}/notes/{note}", call => Change(set, call, OfAccount)),
    ];

    static Answer Add(ResourceSet set, ApiCall call, Func<ResourceSet, int, Place> find)
    {
        if (find(set, call.Id) is not { Row: not null } place) return find(set, call.Id).NotFound;
        if (call.Body.Member("note").Member("note").Text() is not { Length: > 0 } text)
            return Errors.Attribute("The note was not provided.", "field_missing", "note");
        var note = set.Store.Table(Notes.Resource).Add(set.State.Now, ("note", text), ("reltype", place.Kind), ("relid", call.Id));
        if (TaskEvents.Note(set.Store, note) is { } happening) set.Tell(happening);
        var answer = Written(set, call, place, note, 201);
        if (place.Row is Record deal)
        {
            DealActivities.Add(set.Store, deal, "note", note.Id, set.State.Now);
            deal.Updated = set.State.Now;
        }

        return answer;
    }

    static Answer Change(ResourceSet set, ApiCall call, Func<ResourceSet, int, Place> find)
    {
        if (find(set, call.Id) is not { Row: not null } place) return find(set, call.Id).NotFound;
        var id = QueryText.ToInt(call.Path[3]);
        if (set.Store.Table(Notes.Resource).Find(id) is not { } note || note.Text("reltype") != place.Kind || note.IdOf("relid") != call.Id)
            return set["notes"].NotFound(id);
        if (call.Body.Member("note").Member("note").Text() is { Length: > 0 } text) (note["note"], note.Updated) = (text, set.State.Now);
        var answer = Written(set, call, place, note, 200);
        if (place.Row is Record deal) DealActivities.Changed(set.Store, deal, "note", "", note.Id, set.State.Now);
        return answer;
    }

    static Answer Written(ResourceSet set, ApiCall call, Place place, Record note, int status) => Answer.Of(status, json =>
    {
        // Only a change shows who wrote the note, as recorded in 2025.
        if (status == 200) WriteUser(set, json, note.IdOf("userid"));
        place.Write(json);
        var writing = new Writing(set, Notes.Resource, call.Body.Member("note"), call) { Row = note, IsNew = status == 201 };
        if (writing.IsNew) writing.Echo["is_draft"] = "";
        set["notes"].Writer.Write(json.Name("note"u8), note, status == 201 ? Shown.Created : Shown.Changed, writing);
    });

    static void WriteUser(ResourceSet set, PhpJson json, int id)
    {
        json.Name("users"u8).BeginArray();
        if (set.Store.Table(UserRows.Resource).Find(id) is { } user) set["users"].Writer.Write(json, user, Shown.Beside);
        json.EndArray();
    }

    static Place OfDeal(ResourceSet set, int id)
    {
        var deal = set.Store.Table(Deals.Resource).Find(id);
        return new("Deal", deal, set["deals"].NotFound(id), json => Deals.WriteList(set, json, [deal!]));
    }

    static Place OfAccount(ResourceSet set, int id)
    {
        var account = set.Store.Accounts.Rows.Find(id);
        return new("CustomerAccount", account, Errors.NotFound("CustomerAccount", id), json =>
        {
            json.Name("accounts"u8).BeginArray();
            set["accounts"].Writer.Write(json, account!, Shown.One);
            json.EndArray();
        });
    }

    /// <summary>Where a note stands: the row that it belongs to, and what to write beside it.</summary>
    sealed record Place(string Kind, IRow? Row, Answer NotFound, Action<PhpJson> Write);
}
