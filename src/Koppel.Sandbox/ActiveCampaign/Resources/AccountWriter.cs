using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>Writes accounts with the keys and kinds of the real API. Only lists tell counts.</summary>
sealed class AccountWriter(Uri root)
{
    readonly Links links = new(root, "accounts", "notes", "accountCustomFieldData", "accountContacts", "emailActivities", "contactEmails");

    /// <summary>A row of a list.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="row">The account.</param>
    /// <param name="counts">Whether contacts are counted; a list that was not asked to says 0.</param>
    public void InList(PhpJson json, Account row, bool counts)
    {
        json.BeginObject();
        Write(json, row, null);
        json.Name("contactCount"u8).Text(counts ? row.Contacts.Count : 0).Name("dealCount"u8).Text(0);
        End(json, row);
    }

    /// <summary>An account by itself.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="row">The account.</param>
    /// <param name="sent">What a PUT sent: those values come back in the kinds in which they were sent.</param>
    public void Alone(PhpJson json, Account row, AccountFields? sent = null)
    {
        json.BeginObject();
        Write(json, row, sent);
        End(json, row);
    }

    /// <summary>What a create answers: the values that were sent, in their kinds, and little else.</summary>
    public void Created(PhpJson json, Account row, AccountFields sent)
    {
        json.BeginObject();
        Echo(json, "name"u8, sent.Name);
        Echo(json, "accountUrl"u8, sent.Url);
        Echo(json, "owner"u8, sent.Owner);
        json.Name("createdTimestamp"u8).Moment(row.Created).Name("updatedTimestamp"u8).Moment(row.Updated);
        End(json, row);
    }

    static void Write(PhpJson json, Account row, AccountFields? sent)
    {
        if (!Echo(json, "name"u8, sent?.Name)) json.Name("name"u8).Text(row.Name);
        if (!Echo(json, "accountUrl"u8, sent?.Url)) json.Name("accountUrl"u8).Text(row.Url);
        if (!Echo(json, "owner"u8, sent?.Owner)) json.Name("owner"u8).Text(row.Owner);
        json.Name("createdTimestamp"u8).Moment(row.Created).Name("updatedTimestamp"u8).Moment(row.Updated);
    }

    void End(PhpJson json, Account row)
    {
        links.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    static bool Echo(PhpJson json, ReadOnlySpan<byte> name, JsonElement? sent)
    {
        if (sent is not { } value) return false;
        json.Name(name).Same(value);
        return true;
    }
}
