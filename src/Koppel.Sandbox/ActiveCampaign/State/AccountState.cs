namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>An account in a snapshot.</summary>
sealed record AccountState(int Id, string Name, string? Url, int Owner, DateTime Created, DateTime Updated)
{
    public static AccountState Of(Account account) =>
        new(account.Id, account.Name, account.Url, account.Owner, account.Created, account.Updated);

    /// <summary>The accounts of a snapshot that was written when they were no more than a name that contacts had.</summary>
    public static IEnumerable<AccountState> Of(IEnumerable<ContactState> contacts) => contacts
        .Where(contact => contact.OrganizationId > 0)
        .GroupBy(contact => contact.OrganizationId, (id, members) => (Id: id, First: members.First()))
        .Select(one => new AccountState(one.Id, one.First.OrganizationName, null, 1, one.First.Created, one.First.Created));

    public void AddTo(Store store)
    {
        if (store.Accounts.Rows.NextId > Id) throw new InvalidDataException($"The snapshot has account {Id} twice.");
        var account = store.Accounts.Add(Id, Name, Created.ToUniversalTime(), Updated.ToUniversalTime());
        (account.Url, account.Owner) = (Url, Owner);
    }
}
