using System.Globalization;
using Koppel.Simulation.Account;
using Koppel.Simulation.Choices;

namespace Koppel.Simulation.Runs;

/// <summary>
/// The rows of a load, and the account that they are about: most of them are good, some say the same twice, some are refused.
/// </summary>
/// <param name="choices">The choices.</param>
/// <param name="account">The account.</param>
internal sealed class GivenRows(ChoiceSequence choices, AccountState account)
{
    const int MostContacts = 14, MostTags = 4;

    readonly List<string> _emails = [];
    readonly List<string> _tags = [];
    int _notes;

    /// <summary>Fills the account, and chooses the addresses and tags that rows are about.</summary>
    public void Fill()
    {
        for (var i = choices.Between(1, MostContacts); i > 0; i--) _emails.Add($"person{i}@example.com");
        for (var i = choices.Between(1, MostTags); i > 0; i--) _tags.Add($"Tag {i}");
        foreach (var tag in _tags) account.TagNamed(tag, 0);
        foreach (var email in _emails)
        {
            var contact = account.Create(email, 0);
            foreach (var tag in account.Tags.Keys)
                if (choices.Chance(150)) account.Tag(contact, tag, 0);
        }
        // Some that the account does not know, or does not take.
        for (var i = choices.Next(3); i > 0; i--) _emails.Add($"new{i}@example.org");
        for (var i = choices.Next(3); i > 0; i--) _tags.Add($"New {i}");
        if (choices.Chance(200)) _emails.Add("refused@example.net");
        if (choices.Chance(200)) _tags.Add("forbidden");
        if (choices.Chance(100)) _emails.Add("no address");
    }

    /// <summary>A row.</summary>
    public string?[] Next(Workload workload)
    {
        if (workload == Workload.TagIds) return [Contact(), Tag() is var tag && account.TagId(tag) is { } id ? Text(id) : "999999"];
        if (workload == Workload.Rename) return [Contact(), $"Name {choices.Next(4)}"];
        if (workload == Workload.Notes) return [Text(++_notes), "Subscriber", Contact()];
        if (workload == Workload.NewTags) return [Tag()];
        if (workload == Workload.Contacts) return [Email(), choices.Chance(50) ? null : $"Name {choices.Next(4)}"];
        return choices.Chance(20) ? [null, Tag()] : [Email(), Tag()];
    }

    /// <summary>Somebody else changes something of what the load is about, or beside it.</summary>
    /// <returns>What was done.</returns>
    public string Disturb()
    {
        var contact = account.Find(_emails[choices.Next(_emails.Count)]);
        var tag = account.TagNamed(_tags[0], 0);
        if (account.TagId(_tags[choices.Next(_tags.Count)]) is { } known) tag = known;
        if (contact is null) return "nothing";
        switch (choices.Next(7))
        {
            case 0 or 1:
                account.Tag(contact, tag, 0);
                return $"tags {contact.Email} with {account.Tags[tag]}";
            case 2 or 3:
                if (contact.Links.ContainsKey(tag)) account.Untag(contact, tag, 0);
                return $"takes {account.Tags[tag]} off {contact.Email}";
            case 4:
                account.Set(contact, "firstName", $"Other {choices.Next(3)}", 0);
                return $"renames {contact.Email}";
            case 5:
                account.Create($"stranger{account.History.Count}@example.com", 0);
                return "adds a contact";
            default:
                account.Delete(contact, 0);
                return $"removes {contact.Email}";
        }
    }

    string Email()
    {
        var email = _emails[choices.Next(_emails.Count)];
        if (choices.Chance(60)) email = email.ToUpperInvariant();
        return choices.Chance(40) ? $" {email} " : email;
    }

    string Tag()
    {
        var tag = _tags[choices.Next(_tags.Count)];
        return choices.Chance(40) ? tag.ToLowerInvariant() : tag;
    }

    string Contact() => Text(choices.Chance(30) ? 888_888 : account.Contacts.Keys.ElementAt(choices.Next(account.Contacts.Count)));

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
