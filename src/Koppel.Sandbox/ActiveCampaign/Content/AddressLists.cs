using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/addressLists</c>: which list uses an address. The API only deletes it.</summary>
internal static class AddressLists
{
    public static readonly Resource Resource =
        new("addressLists", "addressList", "AddressList", Reference("address"), Reference("list"), Links("address", "list"), Id())
    {
        Verbs = Verbs.Delete,
        Nested = [Nested.Under("addresses", "addressList", "address"), Nested.Under("lists", "addressLists", "list")],
    };
}
