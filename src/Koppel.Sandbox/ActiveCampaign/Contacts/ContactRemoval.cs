using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>Removes a contact and all that it is joined with.</summary>
internal static class ContactRemoval
{
    public static void Remove(Store store, Contact contact)
    {
        store.Tags.RemoveOf(contact);
        foreach (var row in contact.Lists) store.Memberships.Remove(row);
        foreach (var row in contact.Values) store.FieldValues.Remove(row);
        store.Automations.Forget(contact);
        if (contact.AccountLink is { } account) store.Accounts.Remove(account);
        store.Contacts.Remove(contact);
    }
}
