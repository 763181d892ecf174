using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary><c>/accountContacts</c>: which contact belongs to which account, and as what. A contact belongs to one at most.</summary>
internal static class AccountContacts
{
    public static readonly Resource Resource = new("accountContacts", "accountContact", "CustomerAccountSubscriber",
    [
        Of<AccountContact>("account", Kind.Reference, row => row.Account.Id).Required("The account attribute was not provided"),
        Of<AccountContact>("contact", Kind.Reference, row => row.Contact.Id).Required("The contact attribute was not provided"),
        Of<AccountContact>("jobTitle", Kind.Text, row => row.JobTitle), Created("createdTimestamp"), Updated("updatedTimestamp"),
        Links("account", "contact"), Id(),
    ])
    {
        Typed = new(store => store.Accounts.Links, Make, Change, (store, row) => store.Accounts.Remove((AccountContact)row)),
        Check = Check,
        Tells = AccountEvents.Link,
        Filters =
        [
            Filter.On<AccountContact>("contact", (row, id) => row.Contact.Id == QueryText.ToInt(id)),
            Filter.On<AccountContact>("account", (row, id) => row.Account.Id == QueryText.ToInt(id)),
        ],
        Nested =
        [
            Nested.OfContact("accountContacts", (_, contact) => contact.AccountLink is { } link ? [link] : []),
            Nested.Of("accounts", "accountContacts", (_, account) => ((Account)account).Contacts.OrderBy(link => link.Id)),
        ],
    };

    static Answer? Check(Writing writing)
    {
        var link = (AccountContact?)writing.Row;
        if (ContactOf(writing) is not { } contact) return Unknown(writing, "contact");
        if (AccountOf(writing) is null) return Unknown(writing, "account");
        if (contact.AccountLink is null || contact.AccountLink == link) return null;
        const string Taken =
            "This contact is already associated with an account. We currently do not support contacts on multiple accounts.";
        return Errors.Attribute(Taken, "field_invalid", "account,contact");
    }

    static (IRow Row, bool IsNew) Make(Writing writing)
    {
        var link = writing.Store.Accounts.Put(ContactOf(writing)!, AccountOf(writing)!, writing.Now)!;
        link.JobTitle = writing.Sent("jobTitle").Text();
        return (link, true);
    }

    static void Change(Writing writing)
    {
        var link = (AccountContact)writing.Row!;
        AccountSet.Move(link, ContactOf(writing)!, AccountOf(writing)!);
        if (writing.Sent("jobTitle") is not null) link.JobTitle = writing.Sent("jobTitle").Text();
        link.Updated = writing.Now;
    }

    static Contact? ContactOf(Writing writing) =>
        Sent(writing, "contact") is { } id ? writing.Store.Contacts.Find(id) : ((AccountContact?)writing.Row)?.Contact;

    static Account? AccountOf(Writing writing) =>
        Sent(writing, "account") is { } id ? writing.Store.Accounts.Rows.Find(id) : ((AccountContact?)writing.Row)?.Account;

    static int? Sent(Writing writing, string column) =>
        writing.Sent(column) is { ValueKind: not JsonValueKind.Null } ? writing.IdOf(column) : null;

    static Answer Unknown(Writing writing, string what) =>
        Errors.Attribute(
            writing.Set.Options.UnknownRelationAnswer, $"The related {what} does not exist.", "related_missing", what, what + "_not_exist");
}
