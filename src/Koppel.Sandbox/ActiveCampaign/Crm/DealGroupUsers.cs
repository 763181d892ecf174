using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealGroupUsers</c>: the users to whom a pipeline gives new deals. They are written with the pipeline.</summary>
internal static class DealGroupUsers
{
    public static readonly Resource Resource = new("dealGroupUsers", "dealGroupUser", "DealGroupUser",
        Reference("dealGroup"), Reference("user"), Text("cdate", null).ReadOnly(), Links("dealGroup", "user"), Id())
    {
        Verbs = Verbs.List | Verbs.One,
        Nested = [Nested.Under("dealGroups", "dealGroupUsers", "dealGroup")],
    };
}
