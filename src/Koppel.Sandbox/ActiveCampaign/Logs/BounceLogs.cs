using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary><c>/bounceLogs</c>: mails that came back.</summary>
internal static class BounceLogs
{
    public static readonly Resource Resource = new("bounceLogs", "bounceLog", "BounceLog",
        Created("tstamp"), Number("bounceid", 1), Number("subscriberid"), Number("campaignid"), Number("messageid"), Number("codeid"),
        Text("email"), Text("error"), Text("source"),
        CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Reference("created_by"), Reference("updated_by"),
        Links("bounce", "contact", "campaign", "message", "code"), Id(),
        Computed("bounce", Kind.Number, (_, row) => row.IdOf("bounceid")),
        Computed("contact", Kind.Number, (_, row) => row.IdOf("subscriberid")),
        Computed("campaign", Kind.Number, (_, row) => row.IdOf("campaignid")),
        Computed("message", Kind.Number, (_, row) => row.IdOf("messageid")), Computed("code", Kind.Number, (_, row) => row.IdOf("codeid")))
    {
        Verbs = Verbs.List | Verbs.One,
        Nested = [Nested.OfContact("bounceLogs", (store, contact) => store.Table(Resource!).Where("subscriberid", contact.Id))],
    };
}
