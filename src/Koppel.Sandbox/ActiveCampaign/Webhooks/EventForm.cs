using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>What a webhook is sent, as a form. Keys have brackets, as PHP reads maps: <c>contact[email]</c>.</summary>
sealed class EventForm
{
    readonly List<KeyValuePair<string, string>> pairs = [];

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    public EventForm Add(string key, string value)
    {
        pairs.Add(new(key, value));
        return this;
    }

    public EventForm Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A moment in Central time with its offset.</summary>
    public EventForm Moment(string key, DateTime utc)
    {
        using var json = new PhpJson();
        return Add(key, System.Text.Encoding.ASCII.GetString(json.Moment(utc).Written.Span[1..^1]));
    }

    /// <summary>A moment in Central time with nothing to say so.</summary>
    public EventForm Stamp(string key, DateTime utc)
    {
        using var json = new PhpJson();
        return Add(key, System.Text.Encoding.ASCII.GetString(json.Stamp(utc).Written.Span[1..^1]));
    }

    /// <summary>A contact with its tags and its values in custom fields, which are named by their tag in small letters.</summary>
    public EventForm Add(Store store, Contact contact)
    {
        Add("contact[id]", contact.Id).Add("contact[email]", contact.Email).Add("contact[first_name]", contact.FirstName)
            .Add("contact[last_name]", contact.LastName);
        Add("contact[phone]", contact.Phone).Add("contact[ip]", "0.0.0.0")
            .Add("contact[tags]", string.Join(", ", contact.Tags.Select(link => link.Tag.Name)));
        Add("contact[orgname]", contact.OrganizationName).Add("contact[customer_acct_name]", contact.OrganizationName)
            .Add("orgname", contact.OrganizationName);
        foreach (var value in contact.Values)
        {
            if (store.Table(Fields.Resource).Find(value.Field) is { } field)
                Add($"contact[fields][{field.Text("perstag").ToLowerInvariant()}]", value.Value);
        }

        return this;
    }

    public EventForm Add(Account account)
    {
        Add("account[id]", account.Id).Add("account[name]", account.Name).Add("account[account_url]", account.Url ?? "");
        return Moment("account[created_timestamp]", account.Created).Moment("account[updated_timestamp]", account.Updated);
    }
}
