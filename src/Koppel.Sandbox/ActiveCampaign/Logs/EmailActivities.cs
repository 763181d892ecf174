using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary><c>/emailActivities</c>: mails that were written to a contact by hand.</summary>
internal static class EmailActivities
{
    public static readonly Resource Resource = new("emailActivities", "emailActivity", "EmailActivity",
        Number("subscriberid"), Number("userid", 1), Number("d_id"), Reference("account"), Text("reltype", "SubscriberEmail"),
        Number("relid"), Text("from_name"), Text("fromAddress"), Text("toAddress"),
        Text("ccAddress"), Text("subject"), Text("message"), Text("messageHtml"), Created("tstamp"), Text("sentiment", null),
        Links("contact", "deal", "user", "reference", "account"), Id(),
        Computed("contact", Kind.Reference, (_, row) => Named(row, "subscriberid")),
        Computed("deal", Kind.Reference, (_, row) => Named(row, "d_id")),
        Computed("user", Kind.Reference, (_, row) => Named(row, "userid")),
        Computed("reference", Kind.Json,
            (_, row) => (Action<PhpJson>)(json =>
                json.BeginObject().Name("type"u8).Text("contact-email").Name("id"u8).Text(row.IdOf("relid")).EndObject())))
    {
        Verbs = Verbs.List | Verbs.One,
        Filters = [Filter.Equal("subscriberid"), Filter.Equal("dealId", "d_id")],
    };

    static object? Named(Record row, string column) => row.IdOf(column) is var id and > 0 ? id : null;
}
