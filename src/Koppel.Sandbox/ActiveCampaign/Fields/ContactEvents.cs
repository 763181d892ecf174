using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>What webhooks are told of contacts.</summary>
internal static class ContactEvents
{
    /// <summary>An event about a contact, with what it tells besides.</summary>
    public static ContactEvent Of(Store store, Contact contact, string type, params (string Key, string Value)[] more) => new(type, form =>
    {
        form.Add(store, contact);
        foreach (var (key, value) in more) form.Add(key, value);
    });

    public static ContactEvent Changed(Store store, Contact contact) => Of(store, contact, "update");

    /// <summary>A contact with its tags and its values in custom fields, which are named by their tag in small letters.</summary>
    public static EventForm Add(this EventForm form, Store store, Contact contact)
    {
        form.Add("contact[id]", contact.Id).Add("contact[email]", contact.Email).Add("contact[first_name]", contact.FirstName)
            .Add("contact[last_name]", contact.LastName);
        form.Add("contact[phone]", contact.Phone).Add("contact[ip]", "0.0.0.0")
            .Add("contact[tags]", string.Join(", ", contact.Tags.Select(link => link.Tag.Name)));
        form.Add("contact[orgname]", contact.OrganizationName).Add("contact[customer_acct_name]", contact.OrganizationName)
            .Add("orgname", contact.OrganizationName);
        foreach (var value in contact.Values)
        {
            if (store.Table(FieldRows.Resource).Find(value.Field) is { } field)
                form.Add($"contact[fields][{field.Text("perstag").ToLowerInvariant()}]", value.Value);
        }

        return form;
    }
}
