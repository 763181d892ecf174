using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>What a write sent about an account, each as it was sent; null is a key that was not.</summary>
sealed record AccountFields(JsonElement? Name, JsonElement? Url, JsonElement? Owner)
{
    public static AccountFields Of(JsonElement? body)
    {
        var account = body.Member("account");
        return new(account.Member("name"), account.Member("accountUrl"), account.Member("owner"));
    }

    /// <summary>Stores everything but the name.</summary>
    public void Apply(Account account, DateTime now)
    {
        if (Url is not null) account.Url = Url.Text();
        account.Owner = Owner.Id() ?? account.Owner;
        account.Updated = now;
    }
}
