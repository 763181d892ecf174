using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Declared.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/listGroups</c>: which group of users may use a list.</summary>
static class ListGroups
{
    public static readonly Resource Resource = new("listGroups", "listGroup", "ListGroup",
    [
        Reference("list").AlsoSentAs("listid"), Reference("group").AlsoSentAs("groupid"), Links("list", "group"), Id(),
    ])
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Create | Verbs.Delete,
    };
}
