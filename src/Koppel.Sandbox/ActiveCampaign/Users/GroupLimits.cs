using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Users;

/// <summary><c>/groupLimits</c>: how much each group may send and hold; every group has one.</summary>
internal static class GroupLimits
{
    public static readonly Resource Resource = new("groupLimits", "groupLimit", "GroupLimit",
    [
        Number("groupid"), Number("limitMail"), Text("limitMailType", "month"), Number("limitContact"), Number("limitList"),
        Number("limitCampaign"), Text("limitCampaignType", "month"), Number("limitAttachment", -1), Number("limitUser"),
        Number("abuseRatio", 4), Flag("forceSenderInfo"), Links("group"), Id(),
        Computed("group", Kind.Reference, (_, row) => row["groupid"]),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
    };

    public static void Add(Store store, int group, DateTime now) => store.Table(Resource).Add(now, ("groupid", group));
}
