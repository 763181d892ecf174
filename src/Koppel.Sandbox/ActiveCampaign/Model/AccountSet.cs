using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>
/// The accounts and who belongs to which. Names are the same whatever their case and whatever blanks end them, as a database compares
/// them; where names may repeat, the oldest account of a name is the one that is found by it.
/// </summary>
internal sealed class AccountSet
{
    readonly Dictionary<string, Account> _byName = new(StringComparer.OrdinalIgnoreCase);

    public Rows<Account> Rows { get; } = new();

    /// <summary>Which contact belongs to which account.</summary>
    public Rows<AccountContact> Links { get; } = new();

    public Account? Of(string name) => _byName.GetValueOrDefault(Key(name));

    public Account Add(string name, DateTime now) => Add(Rows.NextId, name, now, now);

    public Account Add(int id, string name, DateTime created, DateTime updated)
    {
        var account = new Account { Id = id, Name = name, Created = created, Updated = updated };
        Rows.Add(account);
        _byName.TryAdd(Key(name), account);
        return account;
    }

    public void Rename(Account account, string name)
    {
        Forget(account);
        account.Name = name;
        _byName.TryAdd(Key(name), account);
    }

    /// <summary>Removes it; its contacts stay and belong to none.</summary>
    public void Remove(Account account)
    {
        foreach (var link in account.Contacts) link.Contact.AccountLink = null;
        if (account.Contacts.Count > 0) Links.RemoveAll(account.Contacts);
        Rows.Remove(account);
        Forget(account);
    }

    /// <summary>Puts a contact in an account, out of the one that it was in; null takes it out.</summary>
    /// <returns>The link, which stays the same for the same account.</returns>
    public AccountContact? Put(Contact contact, Account? account, DateTime now)
    {
        if (contact.AccountLink is { } link)
        {
            if (link.Account == account) return link;
            Remove(link);
        }

        return account is null ? null : Add(new AccountContact(Links.NextId, contact, account, now));
    }

    /// <summary>Puts a contact in the account of a name, which is made when there is none.</summary>
    public AccountContact Put(Contact contact, string name, DateTime now) => Put(contact, Of(name) ?? Add(name, now), now)!;

    /// <summary>Adds a link as it is.</summary>
    public AccountContact Add(AccountContact link)
    {
        Links.Add(link);
        link.Contact.AccountLink = link;
        link.Account.Contacts.Add(link);
        return link;
    }

    public void Remove(AccountContact link)
    {
        Links.Remove(link);
        link.Contact.AccountLink = null;
        link.Account.Contacts.Remove(link);
    }

    /// <summary>Joins another contact or another account by the same link.</summary>
    public static void Move(AccountContact link, Contact contact, Account account)
    {
        link.Contact.AccountLink = null;
        link.Account.Contacts.Remove(link);
        (link.Contact, link.Account) = (contact, account);
        contact.AccountLink = link;
        account.Contacts.Add(link);
    }

    void Forget(Account account)
    {
        var key = Key(account.Name);
        if (_byName.GetValueOrDefault(key) != account) return;
        _byName.Remove(key);
        foreach (var other in Rows.All)
        {
            if (other != account && key.Equals(Key(other.Name), StringComparison.OrdinalIgnoreCase)) _byName.TryAdd(key, other);
        }
    }

    static string Key(string name) => name.TrimEnd(' ');
}
