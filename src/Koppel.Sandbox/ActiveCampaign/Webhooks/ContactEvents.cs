using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>What webhooks are told of contacts, their lists and their fields.</summary>
static class ContactEvents
{
    /// <summary>A new contact is told as one that subscribes, to no list: so it was recorded.</summary>
    public static ContactEvent New(Contact contact) => ContactEvent.Of(contact, "subscribe");

    public static ContactEvent Changed(Contact contact) => ContactEvent.Of(contact, "update");

    public static ContactEvent Tagged(Contact contact, Tag tag) => ContactEvent.Of(contact, "contact_tag_added", ("tag", tag.Name));

    public static ContactEvent Untagged(Contact contact, Tag tag) => ContactEvent.Of(contact, "contact_tag_removed", ("tag", tag.Name));

    /// <summary>A contact that is on a list now, or no more; what else it can be to a list is not told.</summary>
    public static ContactEvent? OnList(ContactList row) => row.Status switch
    {
        ListStatus.Active => ContactEvent.Of(row.Contact, "subscribe") with { List = row.List },
        ListStatus.Unsubscribed => ContactEvent.Of(row.Contact, "unsubscribe") with { List = row.List },
        _ => null,
    };

    public static ContactEvent? List(Writing writing) => !writing.IsNew ? null : new("list_add", (form, _) =>
    {
        var list = writing.Record;
        form.Add("list[id]", list.Id);
        foreach (var name in (string[])["userid", "name", "sender_addr1", "sender_addr2", "sender_city", "sender_zip", "sender_state",
            "sender_country", "fulladdress", "sender_url", "sender_reminder"])
            form.Add($"list[{name}]", list.Text(name));
    });
}
