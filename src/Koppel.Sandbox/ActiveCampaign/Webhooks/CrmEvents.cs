using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>What webhooks are told of sales.</summary>
static class CrmEvents
{
    public static ContactEvent Deal(Writing writing)
    {
        var deal = writing.Record;
        if (writing.IsNew) return new("deal_add", (form, store) => Add(form, store, deal));
        string[] changed =
            [.. writing.Resource.Columns.Where(column => writing.Sent(column) is not null).Select(column => column.Name), "mdate"];
        return new("deal_update", (form, store) =>
        {
            Add(form, store, deal);
            foreach (var (index, name) in changed.Index()) form.Add($"updated_fields[{index}]", name);
        });
    }

    public static ContactEvent? Pipeline(Writing writing) => !writing.IsNew ? null
        : new("deal_pipeline_add",
            (form, _) => form.Add("pipeline[id]", writing.Record.Id).Add("pipeline[title]", writing.Record.Text("title")));

    public static ContactEvent? Stage(Writing writing) => !writing.IsNew ? null
        : new("deal_stage_add",
            (form, _) => form.Add("stage[id]", writing.Record.Id).Add("stage[title]", writing.Record.Text("title"))
                .Add("stage[color]", writing.Record.Text("color")));

    public static ContactEvent? Tasktype(Writing writing) => !writing.IsNew ? null
        : new("deal_tasktype_add",
            (form, _) => form.Add("tasktype[id]", writing.Record.Id).Add("tasktype[title]", writing.Record.Text("title")));

    /// <summary>A new task, or one that is done now. Those of contacts are told when they are new.</summary>
    public static ContactEvent? Task(Writing writing)
    {
        var task = writing.Record;
        var isOfDeal = task.Text("reltype") == "Deal";
        if (!writing.IsNew && !(isOfDeal && task["donedate"] is DateTime done && done == writing.Now && writing.Sent("status") is not null))
            return null;
        return new(!writing.IsNew ? "deal_task_complete" : isOfDeal ? "deal_task_add" : "contact_task_add", (form, store) =>
        {
            if (isOfDeal && store.Table(Deals.Resource).Find(task.IdOf("relid")) is { } deal) Add(form, store, deal);
            if (!isOfDeal && store.Contacts.Find(task.IdOf("relid")) is { } contact) form.Add(store, contact);
            AddTask(form, store, task);
        });
    }

    /// <summary>A note of a contact or a deal; others are not told.</summary>
    public static ContactEvent? Note(Store store, Record note)
    {
        var id = note.IdOf("relid");
        return note.Text("reltype") switch
        {
            "Subscriber" when store.Contacts.Find(id) is { } contact =>
                ContactEvent.Of(contact, "subscriber_note", ("note", note.Text("note"))),
            "Deal"
                when store.Table(Deals.Resource).Find(id) is { } deal => new("deal_note_add",
                    (form, within) => Add(form, within, deal).Add("note[id]", note.Id).Add("note[text]", note.Text("note"))),
            _ => null,
        };
    }

    static EventForm Add(EventForm form, Store store, Record deal)
    {
        var (contact, owner) = (Deals.ContactOf(store, deal), store.Table(Users.Resource).Find(deal.IdOf("owner")));
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

    static void AddTask(EventForm form, Store store, Record task)
    {
        form.Add("task[id]", task.Id).Add("task[title]", task.Text("title")).Add("task[note]", task.Text("note"));
        form.Add("task[type_id]", task.IdOf("dealTasktype"))
            .Add("task[type_title]", store.Table(DealTasktypes.Resource).Find(task.IdOf("dealTasktype"))?.Text("title") ?? "");
        foreach (var column in (string[])["duedate", "edate", "donedate"])
        {
            if (task[column] is DateTime moment) form.Stamp($"task[{column}]", moment).Moment($"task[{column}_iso]", moment);
        }
    }

    static string Symbol(string currency) => currency switch { "usd" => "$", "eur" => "€", "gbp" => "£", _ => currency.ToUpperInvariant() };
}
