using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary>An account in a snapshot.</summary>
internal sealed record AccountState(int Id, string Name, string? Url, int Owner, DateTime Created, DateTime Updated)
{
    public static AccountState Of(Account account) =>
        new(account.Id, account.Name, account.Url, account.Owner, account.Created, account.Updated);

    public void AddTo(Store store)
    {
        if (store.Accounts.Rows.NextId > Id) throw new InvalidDataException($"The snapshot has account {Id} twice.");
        var account = store.Accounts.Add(Id, Name, Created.ToUniversalTime(), Updated.ToUniversalTime());
        (account.Url, account.Owner) = (Url, Owner);
    }
}
