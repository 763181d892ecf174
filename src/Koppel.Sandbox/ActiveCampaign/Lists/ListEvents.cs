using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>What webhooks are told of lists and who is on them.</summary>
internal static class ListEvents
{
    /// <summary>A contact that is on a list now, or no more; what else it can be to a list is not told.</summary>
    public static ContactEvent? OnList(Store store, ContactList row) => row.Status switch
    {
        ListStatus.Active => ContactEvents.Of(store, row.Contact, "subscribe") with { List = row.List },
        ListStatus.Unsubscribed => ContactEvents.Of(store, row.Contact, "unsubscribe") with { List = row.List },
        _ => null,
    };

    public static ContactEvent? List(Writing writing) => !writing.IsNew ? null : new("list_add", form =>
    {
        var list = writing.Record;
        form.Add("list[id]", list.Id);
        foreach (var name in (string[])["userid", "name", "sender_addr1", "sender_addr2", "sender_city", "sender_zip", "sender_state",
            "sender_country", "fulladdress", "sender_url", "sender_reminder"])
            form.Add($"list[{name}]", list.Text(name));
    });
}
