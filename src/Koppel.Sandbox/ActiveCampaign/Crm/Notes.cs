using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/notes</c>, of contacts, deals, accounts, tasks and activities; <see cref="NotesBelow"/> has those under a path.</summary>
internal static class Notes
{
    static readonly string[] Kinds = ["Activity", "Deal", "DealTask", "Subscriber", "CustomerAccount"];

    public static readonly Resource Resource = new("notes", "note", "Note",
    [
        Text("note").Required("The note was not provided."),
        Number("relid").Required("The note relid was not provided.").ShownAsKept().Echoed(),
        Text("reltype").Required("The note reltype was not provided.").Echoed(),
        Created("cdate"), Updated("mdate"), Number("userid", 1).ReadOnly().Echoed(),
        Links("activities", "user", "mentions", "notes", "owner"),
        Computed("owner", Kind.Json, (_, note) => RowOwner.Of(note.Text("reltype"), note.IdOf("relid"))).In(Shown.Always),
        Flag("is_draft"), Id(), Computed("user", Kind.Number, (_, note) => note.Number("userid")).In(Shown.Always),
    ])
    {
        Sideloads =
        [
            Sideload.Contacts(Shown.Created,
                (store, note) => store.Contacts.Find(((Record)note).IdOf("relid"))) with { When =
                    (_, note) => KindOf((Record)note) == "Subscriber" },
            Sideload.Of("deals", Shown.Created, "deals",
                (store, note) => store.Table(Deals.Resource).Find(((Record)note).IdOf("relid")) is { } deal ? [deal] : []) with { When =
                    (_, note) => KindOf((Record)note) == "Deal" },
        ],
        Check = Check,
        Saved = writing =>
        {
            // A new note says "" where a read says 0.
            if (writing.IsNew && writing.Sent("is_draft") is null) writing.Echo["is_draft"] = "";
        },
        Tells = writing => writing.IsNew ? TaskEvents.Note(writing.Store, writing.Record) : null,
        Nested =
        [
            Nested.OfContact("notes", (store, contact) => Of(store, "Subscriber", contact.Id)),
            Nested.Of("deals", "notes", (store, deal) => Of(store, "Deal", deal.Id)),
            Nested.Of("accounts", "notes", (store, account) => Of(store, "CustomerAccount", account.Id)),
            Nested.Of("dealTasks", "notes", (store, task) => Of(store, "DealTask", task.Id)),
        ],
        Calls = NotesBelow.Routes,
    };

    /// <summary>The notes of a row, oldest first.</summary>
    public static IEnumerable<Record> Of(Store store, string kind, int id) =>
        store.Table(Resource).Where("relid", id).Where(note => KindOf(note) == kind);

    static string KindOf(Record note) => note.Text("reltype");

    static Answer? Check(Writing writing)
    {
        var (kind, id) = (writing.TextOf("reltype"), writing.IdOf("relid"));
        if (!Kinds.Contains(kind)) return Errors.Attribute("The value you selected is not a valid choice.", "field_invalid", "reltype");
        var isThere = kind switch
        {
            "Subscriber" => writing.Store.Contacts.Find(id) is not null,
            "Deal" => writing.Store.Table(Deals.Resource).Find(id) is not null,
            "DealTask" => writing.Store.Table(DealTasks.Resource).Find(id) is not null,
            "CustomerAccount" => writing.Store.Accounts.Rows.Find(id) is not null,
            _ => true,
        };
        return isThere ? null : Errors.NotFound(kind!, id);
    }
}
