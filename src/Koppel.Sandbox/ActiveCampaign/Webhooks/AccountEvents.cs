using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>What webhooks are told of accounts and who belongs to them.</summary>
static class AccountEvents
{
    public static ContactEvent Account(Writing writing) =>
        new(writing.IsNew ? "account_add" : "account_update", (form, _) => form.Add((Account)writing.Row!));

    public static ContactEvent Link(Writing writing) =>
        new(writing.IsNew ? "account_contact_add" : "account_contact_update", (form, store) =>
    {
        var link = (AccountContact)writing.Row!;
        form.Add(store, link.Contact).Add(link.Account);
        form.Add("accountContact[id]", link.Id).Add("accountContact[account]", link.Account.Id)
            .Add("accountContact[contact]", link.Contact.Id).Add("accountContact[job_title]", link.JobTitle ?? "");
    });
}
