using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary>
/// <c>/addressGroups</c>: which user group uses an address. It comes with the address that was sent with a <c>groupid</c>; the API only
/// deletes it.
/// </summary>
internal static class AddressGroups
{
    public static readonly Resource Resource =
        new("addressGroups", "addressGroup", "AddressGroup", Reference("address"), Reference("group"), Links("address", "group"), Id())
    {
        Verbs = Verbs.Delete,
        Nested = [Nested.Under("addresses", "addressGroup", "address")],
    };
}
