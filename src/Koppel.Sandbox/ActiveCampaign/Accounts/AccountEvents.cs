using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Accounts;

/// <summary>What webhooks are told of accounts and who belongs to them.</summary>
internal static class AccountEvents
{
    public static ContactEvent Account(Writing writing) =>
        new(writing.IsNew ? "account_add" : "account_update", form => Add(form, (Account)writing.Row!));

    public static ContactEvent Link(Writing writing) =>
        new(writing.IsNew ? "account_contact_add" : "account_contact_update", form =>
    {
        var link = (AccountContact)writing.Row!;
        Add(form.Add(writing.Store, link.Contact), link.Account);
        form.Add("accountContact[id]", link.Id).Add("accountContact[account]", link.Account.Id)
            .Add("accountContact[contact]", link.Contact.Id).Add("accountContact[job_title]", link.JobTitle ?? "");
    });

    static void Add(EventForm form, Account account)
    {
        form.Add("account[id]", account.Id).Add("account[name]", account.Name).Add("account[account_url]", account.Url ?? "");
        form.Moment("account[created_timestamp]", account.Created).Moment("account[updated_timestamp]", account.Updated);
    }
}
