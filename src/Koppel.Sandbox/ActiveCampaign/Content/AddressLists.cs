using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Resources;
using static Koppel.Sandbox.ActiveCampaign.Declared.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/addressLists</c>: which list uses an address. The API only deletes it.</summary>
static class AddressLists
{
    public static readonly Resource Resource =
        new("addressLists", "addressList", "AddressList", Reference("address"), Reference("list"), Links("address", "list"), Id())
    {
        Verbs = Verbs.Delete,
        Nested = [Nested.Under(Addresses.Resource, "addressList", "address"), Nested.Under(Lists.Resource, "addressLists", "list")],
    };
}
