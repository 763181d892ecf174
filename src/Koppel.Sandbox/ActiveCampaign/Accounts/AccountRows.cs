using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary>
/// <c>/accounts</c>: companies. A repeated <c>POST</c> is refused, or, where names may repeat, makes another account. Only lists tell
/// counts, and only when they are asked to.
/// </summary>
internal static class AccountRows
{
    public static readonly Resource Resource = Declare((_, _) => 0, (_, _) => 0);

    /// <summary>The same with counts, for <c>count_deals=true</c>.</summary>
    static readonly Resource Counted = Declare(
        (_, account) => account.Contacts.Count,
        (store, account) => store.Table(Deals.Resource).Where("account", account.Id).Length);

    static Resource Declare(Func<Store, Account, int> contacts, Func<Store, Account, int> deals) =>
        new("accounts", "account", "CustomerAccount",
    [
        Of<Account>("name", Kind.Text, row => row.Name).Required("The account name was not provided."),
        Of<Account>("accountUrl", Kind.Text, row => row.Url), Created("createdTimestamp"), Updated("updatedTimestamp"),
        Of<Account>("owner", Kind.Reference, row => row.Owner).Echoed().Since(Ages.January2025),
        new Column(
            "contactCount", Kind.Number) { IsSent = false, Shown = Shown.List, Read = (store, row) => contacts(store, (Account)row) },
        new Column("dealCount", Kind.Number) { IsSent = false, Shown = Shown.List, Read = (store, row) => deals(store, (Account)row) },
        Links("notes", "accountCustomFieldData", "accountContacts", "emailActivities", "contactEmails"),
        // What was sent; an empty list when nothing was, as recorded in 2025.
        Of<Account>("fields", Kind.Json, _ => EmptyList.Json).In(Shown.Created | Shown.Changed).Since(Ages.January2025), Id(),
    ])
    {
        Typed = new(store => store.Accounts.Rows, Make, Change, (store, row) => store.Accounts.Remove((Account)row)),
        Filters = [Filter.Contains("search", "name").AsParameter()],
        Cascades = [new("accountCustomFieldData", "accountId")],
        Check = Check,
        Saved = AccountCustomFields.Values.PutFields,
        Tells = AccountEvents.Account,
        Calls = set =>
        {
            var counted = new ResourceCalls(set, Counted!, set.Root);
            return
            [
                new("GET", "accounts",
                    call => call.Query.Text("count_deals") is "true" or "1" ? counted.List(call) : set["accounts"].List(call)),
                new("DELETE", "accounts/bulk_delete", call => DeleteMany(set, call)),
            ];
        },
    };

    static Answer? Check(Writing writing)
    {
        var mayRepeat = writing.Set.Options.AccountsMayRepeat;
        if (!mayRepeat && writing.Sent("name").Text() is { } name && writing.Store.Accounts.Of(name) is { } other && other != writing.Row)
            return Errors.Attribute($"An account named \"{name}\" already exists. Please choose a new name.", "duplicate", "name");
        return AccountCustomFields.Values.CheckFields(writing);
    }

    static (IRow Row, bool IsNew) Make(Writing writing)
    {
        writing.Row = writing.Store.Accounts.Add(writing.Sent("name").Text()!, writing.Now);
        Change(writing);
        return (writing.Row, true);
    }

    static void Change(Writing writing)
    {
        var account = (Account)writing.Row!;
        if (writing.Sent("name").Text() is { } name && name != account.Name) writing.Store.Accounts.Rename(account, name);
        if (writing.Sent("accountUrl") is not null) account.Url = writing.Sent("accountUrl").Text();
        account.Owner = writing.Sent("owner").Id() ?? account.Owner;
        account.Updated = writing.Now;
    }

    /// <summary>Deletes those that are there of many; the reference spells the parameter <c>[]ids</c>.</summary>
    static Answer DeleteMany(ResourceSet set, ApiCall call)
    {
        if ((call.Query.Numbers("ids") ?? call.Query.Numbers("[]ids")) is not { } ids) return Answer.Text(400, "{}");
        foreach (var account in ids.Distinct().Select(set.Store.Accounts.Rows.Find).OfType<Account>()) set.Remove("accounts", account);
        return Answer.Of(200, json => json.Name("meta"u8).BeginObject().Name("success"u8).Bool(true).EndObject());
    }
}
