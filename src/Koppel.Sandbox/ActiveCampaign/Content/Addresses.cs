using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary>
/// <c>/addresses</c>: the senders' addresses that mails must show. A new one becomes the default. Keys are taken in both spellings.
/// </summary>
internal static class Addresses
{
    public static readonly Resource Resource = new("addresses", "address", "Address",
    [
        Text("companyName").AlsoSentAs("company_name").Required("The address companyName was not provided."),
        Text("address1").Renamed().AlsoSentAs("address_1").Required("The address address1 was not provided."),
        Text("address2").Renamed().AlsoSentAs("address_2"), Text("city"), Text("state"), Text("district"), Text("zip"),
        Text("country").Required("The address country was not provided."),
        Flag("allgroup"), Flag("isDefault", true).AlsoSentAs("is_default"), CreatedStamp("created_timestamp"),
        UpdatedStamp("updated_timestamp"),
        Reference("created_by").ReadOnly(), Reference("updated_by").ReadOnly(), Text("smsName", null).Since(Ages.August2026),
        Links("addressGroup", "addressList", "forms"), Id(),
    ])
    {
        Cascades = [new("addressGroups", "address"), new("addressLists", "address")],
        Saved = writing =>
        {
            var (table, address) = (writing.Store.Table(Resource!), writing.Record);
            if (writing.IsNew && writing.Sent("isDefault") is null) writing.Echo["isDefault"] = 1L;
            if (address.Is("isDefault"))
            {
                foreach (var other in table.All.ToArray().Where(other => other != address)) other["isDefault"] = 0L;
            }

            if (writing.Body.Member("groupid").Id() is { } group)
                writing.Store.Table(AddressGroups.Resource).Add(writing.Now, ("address", address.Id), ("group", group));
        },
    };
}
