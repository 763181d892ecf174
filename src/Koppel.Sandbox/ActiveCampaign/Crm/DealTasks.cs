using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>/dealTasks</c>: what is to be done for a deal, or for a contact: then <c>reltype</c> is Subscriber. There is no <c>/tasks</c>.
/// </summary>
internal static class DealTasks
{
    public static readonly Resource Resource = new("dealTasks", "dealTask", "DealTask",
    [
        Number("relid").Required("The dealTask relid was not provided."), Text("reltype", "Deal").ReadOnly().Echoed(),
        Reference("dealTasktype").Required("The dealTask dealTasktype was not provided."), Reference("user", 1).ReadOnly().Echoed(),
        Reference("assignee").Echoed(),
        Reference("automation").AlsoSentAs("triggerAutomationOnCreate").Echoed(), Created("cdate"),
        Moment("duedate").Required("The dealTask duedate was not provided."), Moment("edate").Echoed(), Number("duration"), Flag("status"),
        Text("title", null), Text("note"),
        Moment("donedate").ReadOnly(), Reference("doneAutomation").Echoed(), Updated("udate"),
        Computed("owner", Kind.Json, Owner).In(Shown.Always), Id(), Real("outcomeId").Echoed(), Text("outcomeInfo", null).Echoed(),
        Links("activities", "automation", "dealTasktype", "doneAutomation", "notes", "owner", "taskNotifications", "user", "assignee"),
    ])
    {
        Filters =
        [
            Filter.Contains("title"), Filter.Contains("note"), Filter.Equal("reltype"), Filter.Equal("relid"), Filter.Equal("status"),
            Filter.Equal("d_tasktypeid", "dealTasktype"), Filter.Equal("userid", "user"), Filter.Equal("assignee_userid", "assignee"),
            Filter.Equal("outcome_id", "outcomeId"),
            Filter.OnRecord("duedate",
                (_, task, wanted) => task["duedate"] is DateTime due && CentralTime.TryRead(wanted, out var day)
                    && CentralTime.Day(due) == CentralTime.Day(day)),
            Filter.OfMoment("due_after", task => task["duedate"] as DateTime?, (due, limit) => due > limit),
            Filter.OfMoment("due_before", task => task["duedate"] as DateTime?, (due, limit) => due < limit),
            Filter.OnRecord("duedate_range", IsInRange),
        ],
        Cascades = [new("taskNotifications", "dealTask")],
        Check = Check,
        Saved = Saved,
        Tells = TaskEvents.Task,
        Nested =
            [Nested.Of("deals", "tasks", (store, deal) => Of(store, deal.Id))],
    };

    /// <summary>The tasks of a deal.</summary>
    public static IEnumerable<Record> Of(Store store, int deal) =>
        store.Table(Resource).Where("relid", deal).Where(task => task.Text("reltype") == "Deal");

    /// <summary>The open task of a deal that is due first.</summary>
    public static Record? NextOf(Store store, Record deal) =>
        Of(store, deal.Id).Where(task => !task.Is("status")).MinBy(task => task["duedate"] as DateTime?);

    public static void RemoveOf(Store store, int deal)
    {
        foreach (var task in Of(store, deal).ToArray()) store.Table(Resource).Remove(task);
    }

    static Answer? Check(Writing writing)
    {
        var (store, type) = (writing.Store, Type(writing));
        var row = type switch { "Subscriber" => store.Contacts.Find(writing.IdOf("relid")) as IRow,
            "Deal" => store.Table(Deals.Resource).Find(writing.IdOf("relid")), _ => null };
        if (type is null) return Errors.Attribute("The value you selected is not a valid choice.", "field_invalid", "ownerType");
        if (row is null) return CrmErrors.Unknown("relid");
        if (store.Table(DealTasktypes.Resource).Find(writing.IdOf("dealTasktype")) is null) return CrmErrors.Unknown("dealTasktype");
        if (writing.Sent("assignee").Id() is { } user && store.Table(UserRows.Resource).Find(user) is null)
            return CrmErrors.Unknown("assignee");
        if (writing.Sent("outcomeId").Id() is { } outcome && store.Table(TaskOutcomes.Resource).Find(outcome) is null)
            return CrmErrors.Unknown("outcomeId");
        return writing.Sent("duedate").Text() is { } due && !CentralTime.TryRead(due, out _)
            ? Errors.Attribute("The dealTask duedate is no date.", "field_invalid", "duedate")
            : null;
    }

    static void Saved(Writing writing)
    {
        var task = writing.Record;
        task["reltype"] = Type(writing);
        task["donedate"] = task.Is("status") ? task["donedate"] ?? writing.Now : null;
        if (writing.IsNew && task.Text("reltype") == "Deal")
            DealActivities.Add(writing.Store, writing.Store.Table(Deals.Resource).Find(task.IdOf("relid"))!, "task", task.Id, writing.Now);
    }

    /// <summary>What the row belongs to: clients say contact or deal, rows Subscriber or Deal. Null for neither.</summary>
    static string? Type(Writing writing) => writing.Body.Member("ownerType").Text() switch
    {
        "contact" => "Subscriber",
        "deal" => "Deal",
        null => (writing.Row as Record)?.Text("reltype") ?? "Deal",
        _ => null,
    };

    /// <summary>A range as <c>2026-06-01+2026-06-30</c>, or a word for one.</summary>
    static bool IsInRange(Store store, Record task, string wanted)
    {
        if (task["duedate"] is not DateTime due) return false;
        var (now, days) = (store.Now, wanted.Split(' ', '+'));
        if (days.Length == 2)
            return string.CompareOrdinal(CentralTime.Day(due), days[0]) >= 0 && string.CompareOrdinal(CentralTime.Day(due), days[1]) <= 0;
        return wanted switch
        {
            "upcoming" => !task.Is("status") && due >= now && due <= now.AddHours(24),
            "scheduled" => !task.Is("status") && due > now.AddHours(24),
            "overdue" => !task.Is("status") && due < now,
            _ => true,
        };
    }

    static object Owner(Store store, Record task) => RowOwner.Of(task.Text("reltype"), task.IdOf("relid"));
}
