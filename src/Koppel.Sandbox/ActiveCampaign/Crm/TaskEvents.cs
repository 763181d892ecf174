using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What webhooks are told of tasks and notes.</summary>
internal static class TaskEvents
{
    /// <summary>A new task, or one that is done now. Those of contacts are told when they are new.</summary>
    public static ContactEvent? Task(Writing writing)
    {
        var (store, task) = (writing.Store, writing.Record);
        var isOfDeal = task.Text("reltype") == "Deal";
        if (!writing.IsNew && !(isOfDeal && task["donedate"] is DateTime done && done == writing.Now && writing.Sent("status") is not null))
            return null;
        return new(!writing.IsNew ? "deal_task_complete" : isOfDeal ? "deal_task_add" : "contact_task_add", form =>
        {
            if (isOfDeal && store.Table(Deals.Resource).Find(task.IdOf("relid")) is { } deal) DealEvents.Add(form, store, deal);
            if (!isOfDeal && store.Contacts.Find(task.IdOf("relid")) is { } contact) form.Add(store, contact);
            Add(form, store, task);
        });
    }

    /// <summary>A note of a contact or a deal; others are not told.</summary>
    public static ContactEvent? Note(Store store, Record note)
    {
        var id = note.IdOf("relid");
        return note.Text("reltype") switch
        {
            "Subscriber" when store.Contacts.Find(id) is { } contact =>
                ContactEvents.Of(store, contact, "subscriber_note", ("note", note.Text("note"))),
            "Deal" when store.Table(Deals.Resource).Find(id) is { } deal => new("deal_note_add",
                form => DealEvents.Add(form, store, deal).Add("note[id]", note.Id).Add("note[text]", note.Text("note"))),
            _ => null,
        };
    }

    static void Add(EventForm form, Store store, Record task)
    {
        form.Add("task[id]", task.Id).Add("task[title]", task.Text("title")).Add("task[note]", task.Text("note"));
        form.Add("task[type_id]", task.IdOf("dealTasktype"))
            .Add("task[type_title]", store.Table(DealTasktypes.Resource).Find(task.IdOf("dealTasktype"))?.Text("title") ?? "");
        foreach (var column in (string[])["duedate", "edate", "donedate"])
        {
            if (task[column] is DateTime moment) form.Stamp($"task[{column}]", moment).Moment($"task[{column}_iso]", moment);
        }
    }
}
