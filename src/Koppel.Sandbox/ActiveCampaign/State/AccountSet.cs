namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>
/// The accounts and who belongs to which. Names are the same whatever their case and whatever blanks end them, as a database compares
/// them; where names may repeat, the oldest account of a name is the one that is found by it.
/// </summary>
sealed class AccountSet
{
    readonly Dictionary<string, Account> byName = new(StringComparer.OrdinalIgnoreCase);

    public Rows<Account> Rows { get; } = new();

    public Account? Of(string name) => byName.GetValueOrDefault(Key(name));

    public Account Add(string name, DateTime now) => Add(Rows.NextId, name, now, now);

    public Account Add(int id, string name, DateTime created, DateTime updated)
    {
        var account = new Account { Id = id, Name = name, Created = created, Updated = updated };
        Rows.Add(account);
        byName.TryAdd(Key(name), account);
        return account;
    }

    public void Rename(Account account, string name)
    {
        Forget(account);
        account.Name = name;
        byName.TryAdd(Key(name), account);
    }

    /// <summary>Removes it; its contacts stay and belong to none.</summary>
    public void Remove(Account account)
    {
        foreach (var contact in account.Contacts) contact.Account = null;
        Rows.Remove(account);
        Forget(account);
    }

    /// <summary>Puts a contact in an account, out of the one that it was in.</summary>
    public static void Put(Contact contact, Account? account)
    {
        contact.Account?.Contacts.Remove(contact);
        contact.Account = account;
        account?.Contacts.Add(contact);
    }

    void Forget(Account account)
    {
        var key = Key(account.Name);
        if (byName.GetValueOrDefault(key) != account) return;
        byName.Remove(key);
        foreach (var other in Rows.All)
        {
            if (other != account && key.Equals(Key(other.Name), StringComparison.OrdinalIgnoreCase)) byName.TryAdd(key, other);
        }
    }

    static string Key(string name) => name.TrimEnd(' ');
}
