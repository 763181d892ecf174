using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What webhooks are told of deals.</summary>
internal static class DealEvents
{
    public static ContactEvent Deal(Writing writing)
    {
        var (store, deal) = (writing.Store, writing.Record);
        if (writing.IsNew) return new("deal_add", form => Add(form, store, deal));
        string[] changed =
            [.. writing.Resource.Columns.Where(column => writing.Sent(column) is not null).Select(column => column.Name), "mdate"];
        return new("deal_update", form =>
        {
            Add(form, store, deal);
            foreach (var (index, name) in changed.Index()) form.Add($"updated_fields[{index}]", name);
        });
    }

    public static EventForm Add(EventForm form, Store store, Record deal)
    {
        var (contact, owner) = (store.Contacts.Find(deal.IdOf("contact")), store.Table(UserRows.Resource).Find(deal.IdOf("owner")));
        if (contact is not null) form.Add(store, contact);
        form.Add("deal[id]", deal.Id).Add("deal[title]", deal.Text("title")).Stamp("deal[create_date]", deal.Created)
            .Moment("deal[create_date_iso]", deal.Created);
        form.Add("deal[orgid]", contact?.OrganizationId ?? 0).Add("deal[orgname]", contact?.OrganizationName ?? "");
        form.Add("deal[stageid]", deal.IdOf("stage"))
            .Add("deal[stage_title]", store.Table(DealStages.Resource).Find(deal.IdOf("stage"))?.Text("title") ?? "");
        form.Add("deal[pipelineid]", deal.IdOf("group"))
            .Add("deal[pipeline_title]", store.Table(DealGroups.Resource).Find(deal.IdOf("group"))?.Text("title") ?? "");
        // Not in cents, as everywhere else: in whole money, once with decimals and once bare.
        var value = deal.Number("value") / 100m;
        form.Add("deal[value]", value.ToString("0.00", CultureInfo.InvariantCulture))
            .Add("deal[value_raw]", value.ToString("0.##", CultureInfo.InvariantCulture));
        form.Add("deal[currency]", deal.Text("currency")).Add("deal[currency_symbol]", Symbol(deal.Text("currency")));
        form.Add("deal[owner]", deal.IdOf("owner")).Add("deal[owner_firstname]", owner?.Text("firstName") ?? "")
            .Add("deal[owner_lastname]", owner?.Text("lastName") ?? "");
        form.Add("deal[contactid]", deal.IdOf("contact")).Add("deal[contact_email]", contact?.Email ?? "")
            .Add("deal[contact_firstname]", contact?.FirstName ?? "").Add("deal[contact_lastname]", contact?.LastName ?? "");
        return form.Add("deal[status]", deal.Number("status"));
    }

    static string Symbol(string currency) => currency switch { "usd" => "$", "eur" => "€", "gbp" => "£", _ => currency.ToUpperInvariant() };
}
