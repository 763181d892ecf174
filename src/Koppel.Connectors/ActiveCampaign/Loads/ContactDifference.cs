using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Holds what a load wants of a contact against what it is. What is already there costs nothing; what the importer is known to do travels
/// with it; the rest are calls of their own: (1) an emptied text goes through <c>contact/sync</c>, since it is disputed whether the
/// importer empties or ignores it, (2) tags are taken off by their links, (3) a list that the contact had left is joined again through
/// <c>contactLists</c>, and only where the connection allows it, since the importer refuses that, (4) a contact is moved between accounts
/// by its link.
/// </summary>
internal sealed class ContactDifference(Account account, TagDirectory tags, ListDirectory lists, AccountDirectory accounts)
{
    /// <summary>Why a row that wants this cannot be accepted, or null.</summary>
    public RejectCause? Refuse(ContactState? there, WantedContact wanted)
    {
        foreach (var (list, status) in wanted.Lists ?? [])
            if (Refuse(there, list, status) is { } cause) return cause;
        if (wanted.Account is { Length: > 0 } name && there?.Account is { } link && !IsOn(link, name))
        {
            if (!wanted.MayMove)
                return new(RejectCode.OtherAccount,
                    $"{there.Email} is on the account '{accounts.Name(link.Account)}', and a contact is on one account only.",
                    "Write it as an update, which moves it, or leave the account out.");
            if (accounts.Find(name) is null)
                return new(RejectCode.AccountUnknown, $"There is no account named '{name}' to move {there.Email} to.",
                    "Load it into accounts first.");
        }
        if (wanted.JobTitle is { Length: > 0 } && wanted.Account is not { Length: > 0 }
            && (there?.Account is null || wanted.Account is not null))
            return new(RejectCode.ValueMissing, "It has a job title, but its contact is on no account.", "Give it an account.");
        return null;
    }

    /// <summary>What is to be done.</summary>
    public ContactChange Of(string email, ContactState? there, WantedContact wanted)
    {
        var names = ContactNames.All.Select((name, i) => (Name: name, Text: wanted.Names[i], There: there?.Names[i] ?? ""))
            .Where(n => n.Text is not null && n.Text != n.There).Select(n => (n.Name, Text: n.Text!)).ToList();
        var fields = wanted.Fields.Values.Where(w => w.Text != FieldText.Normal(w.Field, there?.Field(w.Field.Id) ?? ""))
            .Select(w => (w.Field.Id, w.Text)).ToList();
        var had = there?.Tags.Select(t => t.Tag).ToHashSet() ?? [];
        var (calls, subscribe, unsubscribe) = (new List<ContactCall>(), new List<long>(), new List<long>());
        if (!wanted.IsPlain && Emptied(email, names, fields) is { } emptying) calls.Add(emptying);
        if (wanted is { IsAll: true, Tags: { } all })
            calls.AddRange(there?.Tags.Where(t => !all.Contains(t.Tag)).Select(t => ContactCall.Untag(t.Link)) ?? []);
        foreach (var (list, status) in Wanted(there, wanted)) Sort(there, list, status, calls, subscribe, unsubscribe);
        var joins = wanted.Account is { Length: > 0 } && there?.Account is null ? wanted.Account : null;
        if (OnAccount(email, there, wanted, joins) is { } onAccount) calls.Add(onAccount);
        return new ContactChange
        {
            There = there,
            IsPlain = wanted.IsPlain,
            Names = [.. names.Where(n => n.Text.Length > 0 || wanted.IsPlain)],
            Fields = [.. fields.Where(f => f.Text.Length > 0)],
            Tags = [.. (wanted.Tags ?? []).Where(t => !had.Contains(t)).Select(t => tags.Name(t)!)],
            Account = joins,
            Subscribe = subscribe,
            Unsubscribe = unsubscribe,
            Calls = calls,
        };
    }

    /// <summary>Whether a change brings the contact back to a list that it had left.</summary>
    public static int ComesBack(ContactState? there, WantedContact wanted) =>
        wanted.Lists?.Count(l => l.Value == ListStatus.Active && there?.StatusOn(l.Key) == ListStatus.Unsubscribed) ?? 0;

    RejectCause? Refuse(ContactState? there, long list, ListStatus status)
    {
        var now = there?.StatusOn(list);
        if (now == status) return null;
        if (status is ListStatus.Bounced or ListStatus.Unconfirmed)
            return new(RejectCode.ValueInvalid, $"No load can set a contact to {status.ToWord()}: ActiveCampaign finds that out by itself.",
                "Give it active or unsubscribed, or leave the row out.");
        if (status == ListStatus.Active && now == ListStatus.Bounced)
            return new(RejectCode.Bounced,
                $"Mails of the list '{lists.Name(list)}' to {there!.Email} came back (bounced), so that it is not subscribed again.",
                "Correct the contact's address first.");
        if (status == ListStatus.Active && now == ListStatus.Unsubscribed && !account.Resubscribe)
            return new(
                RejectCode.LeftList, $"{there!.Email} has left the list '{lists.Name(list)}', and an import subscribes nobody again.",
                "Leave the row out; or, when the contact itself has asked for it, set resubscribe = true.");
        return null;
    }

    static IEnumerable<(long List, ListStatus Status)> Wanted(ContactState? there, WantedContact wanted)
    {
        if (wanted.Lists is not { } lists) yield break;
        foreach (var (list, status) in lists) yield return (list, status);
        if (!wanted.IsAll || there is null) yield break;
        foreach (var (list, status) in there.Lists)
            if (status is ListStatus.Active or ListStatus.Unconfirmed && !lists.ContainsKey(list))
                yield return (list, ListStatus.Unsubscribed);
    }

    static void Sort(
        ContactState? there, long list, ListStatus status, List<ContactCall> calls, List<long> subscribe, List<long> unsubscribe)
    {
        var now = there?.StatusOn(list);
        if (now == status) return;
        if (status == ListStatus.Active && now == ListStatus.Unsubscribed)
            calls.Add(ContactCall.Status(there!.Id, list, status, comesBack: true));
        // Taking somebody off a list that it is not on is not what the importer is described to do; contactLists makes the row.
        else if (status == ListStatus.Unsubscribed && now is null && there is not null)
            calls.Add(ContactCall.Status(there.Id, list, status, comesBack: false));
        else if (status == ListStatus.Active) subscribe.Add(list);
        else unsubscribe.Add(list);
    }

    static ContactCall? Emptied(string email, List<(ContactName Name, string Text)> names, List<(long Field, string Text)> fields)
    {
        var (emptiedNames, emptiedFields) = (names.Where(n => n.Text.Length == 0).ToList(), fields.Where(f => f.Text.Length == 0).ToList());
        return emptiedNames.Count + emptiedFields.Count == 0 ? null : ContactCall.Sync(email, json =>
        {
            foreach (var (name, _) in emptiedNames) json.WriteString(name.Column, "");
            ContactChange.WriteList(json, "fieldValues", emptiedFields, value => ContactChange.WriteValue(json, "field", value));
        });
    }

    ContactCall? OnAccount(string email, ContactState? there, WantedContact wanted, string? joins)
    {
        if (joins is not null) return wanted.JobTitle is { Length: > 0 } title ? ContactCall.JobTitle(email, title) : null;
        if (there?.Account is not { } link) return null;
        if (wanted.Account is { Length: 0 }) return ContactCall.Leave(link.Link);
        var to = wanted.Account is { } name && !IsOn(link, name) ? accounts.Find(name)!.Value : link.Account;
        var jobTitle = wanted.JobTitle ?? link.JobTitle;
        return to == link.Account && jobTitle == link.JobTitle ? null : ContactCall.Move(link.Link, to, there.Id, jobTitle);
    }

    bool IsOn(AccountLink link, string name) =>
        accounts.Find(name) == link.Account || accounts.Name(link.Account).Equals(name, StringComparison.OrdinalIgnoreCase);
}
