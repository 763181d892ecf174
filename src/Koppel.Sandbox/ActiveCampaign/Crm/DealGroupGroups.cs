using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealGroupGroups</c>: the user groups that may manage a pipeline. Their id is the pipeline's.</summary>
internal static class DealGroupGroups
{
    public static readonly Resource Resource = new("dealGroupGroups", "dealGroupGroup", "DealGroupGroup",
        Reference("d_groupid"), Reference("groupid"), Text("cdate", null).ReadOnly(), Links("dealGroup", "group"),
        Computed("id", Kind.Reference, (_, row) => row.IdOf("d_groupid")),
        Computed("dealGroup", Kind.Reference, (_, row) => row.IdOf("d_groupid")),
        Computed("group", Kind.Reference, (_, row) => row.IdOf("groupid")))
    {
        Verbs = Verbs.List,
        LinkId = row => ((Record)row).IdOf("d_groupid"),
        Nested = [Nested.Under("dealGroups", "dealGroupGroups", "d_groupid")],
    };
}
