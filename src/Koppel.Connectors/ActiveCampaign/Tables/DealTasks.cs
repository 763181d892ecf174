using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// What is to be done for deals and contacts, and in which way it can end. Source: the API's reference of dealTasks, dealTasktypes,
/// taskOutcomes and tasktypeOutcomeRels (2026-08), recorded answers (2021) and the keys of a live account (2026-08). A contact's tasks are
/// dealTasks too; <c>/tasks</c> is not there.
/// </summary>
internal static class DealTasks
{
    /// <summary>The tasks.</summary>
    public static readonly RestTable Table = new("dealTasks", Item: "dealTask")
    {
        Description = "What is to be done for deals and contacts, and by when",
        Path = "dealTasks",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title"),
            Column.Text("ownerType") with { WriteOnly = true, Description = "What it is for: deal, which it is unless told, or contact",
                Example = "deal" },
            ReadOnlyColumns.Text("reltype", "What it is for: Deal or Subscriber, which is a contact"),
            Column.BigInt("relid") with { Required = true, Description = "Id of the deal or contact that it is for", Example = "1" },
            Column.Timestamp("duedate") with { Required = true, Description = "When it is due" },
            ReadOnlyColumns.Time("edate", "When it ends"),
            Column.BigInt("dealTasktype") with { Required = true, References = "dealTasktypes" },
            Column.BigInt("status") with { Description = "0 open, 1 done", Example = "0" },
            Column.Text("note"),
            Column.BigInt("assignee") with { References = "users", Description = "Id of the user who is to do it" },
            Column.BigInt("doneAutomation") with { References = "automations",
                Description = "Id of the automation that starts when it is done" },
            Column.BigInt("triggerAutomationOnCreate") with { WriteOnly = true, InsertOnly = true, References = "automations",
                Description = "Id of the automation that starts when it is created" },
            Column.BigInt("outcomeId") with { UpdateOnly = true, References = "taskOutcomes", Description = "How it ended" },
            Column.Text("outcomeInfo") with { UpdateOnly = true },
            ReadOnlyColumns.Id("automation", "automations"),
            ReadOnlyColumns.Id("user", "users"),
            ReadOnlyColumns.Json("owner", "What it is for, as type and id"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
        ],
        Filters =
        [
            Filter.ById("id", "dealTasks/{id}"),
            Filter.Query("title", "filters[title]", Match.Inexact),
            Filter.Query("reltype", "filters[reltype]", Match.Inexact),
            Filter.Query("relid", "filters[relid]", Match.Inexact),
            Filter.Query("status", "filters[status]", Match.Inexact),
            Filter.Query("dealTasktype", "filters[d_tasktypeid]", Match.Inexact),
            Filter.Query("assignee", "filters[assignee_userid]", Match.Inexact),
            Filter.Query("outcomeId", "filters[outcome_id]", Match.Inexact),
        ],
        Insert = RowCall.Post("dealTasks"),
        Update = RowCall.Put("dealTasks/{id}"),
        Delete = RowCall.Delete("dealTasks/{id}"),
    };

    /// <summary>The kinds of task.</summary>
    public static readonly RestTable Types = new("dealTasktypes", Item: "dealTasktype")
    {
        Description = "The kinds of task, such as call or e-mail",
        Path = "dealTasktypes",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; a kind of task is known by it" },
            Column.BigInt("status") with { Form = ValueForm.Quoted, Description = "0 active, 1 disabled", Example = "1" },
            ReadOnlyColumns.Number("defduration"),
            ReadOnlyColumns.Number("display_order", "Its place in the list"),
            ReadOnlyColumns.Json("outcomes", "How tasks of the kind can end"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("created_by", "users"), ReadOnlyColumns.Id("updated_by", "users"),
                ReadOnlyColumns.Clock("created_utc_timestamp"), ReadOnlyColumns.Clock("updated_utc_timestamp")),
        ],
        Filters = [Filter.ById("id", "dealTasktypes/{id}")],
        Identity = ["title"],
        Insert = RowCall.Post("dealTasktypes"),
        Update = RowCall.Put("dealTasktypes/{id}"),
        Delete = RowCall.Delete("dealTasktypes/{id}"),
    };

    /// <summary>How tasks can end.</summary>
    public static readonly RestTable Outcomes = new("taskOutcomes", Item: "taskOutcome")
    {
        Description = "How tasks can end",
        Path = "taskOutcomes",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; an outcome is known by it" },
            Column.Text("sentiment") with { Required = true, Description = "POSITIVE, NEUTRAL or NEGATIVE", Example = "POSITIVE" },
            Column.Boolean("disabled") with { Form = ValueForm.Quoted },
            ReadOnlyColumns.Ids("dealTasktype_ids", "Ids of the kinds of task that can end so"),
            ReadOnlyColumns.Clock("created_utc_timestamp", "When it was created") with { IsCreationTime = true },
            ReadOnlyColumns.Clock("updated_utc_timestamp", "When it was last changed"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("created_by", "users"), ReadOnlyColumns.Id("updated_by", "users")),
        ],
        Filters = [Filter.ById("id", "taskOutcomes/{id}")],
        Identity = ["title"],
        Insert = RowCall.Post("taskOutcomes"),
        Update = RowCall.Put("taskOutcomes/{id}"),
        Delete = RowCall.Delete("taskOutcomes/{id}"),
    };

    /// <summary>Which kind of task can end in which way.</summary>
    public static readonly RestTable OutcomeRelations = new("tasktypeOutcomeRels", Item: "tasktypeOutcomeRel")
    {
        Description = "Which kind of task can end in which way",
        Path = "tasktypeOutcomeRels",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            ReadOnlyColumns.Id("tasktype", "dealTasktypes"),
            ReadOnlyColumns.Id("outcome", "taskOutcomes"),
            ReadOnlyColumns.Number("display_order"),
            ReadOnlyColumns.Clock("created_utc_timestamp", "When it was created") with { IsCreationTime = true },
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Id("tasktype_id", "dealTasktypes", "As tasktype"),
                ReadOnlyColumns.Id("outcome_id", "taskOutcomes", "As outcome"), ReadOnlyColumns.Id("created_by", "users"),
                ReadOnlyColumns.Id("createdBy_", "users") with { Field = "createdBy" },
                ReadOnlyColumns.Id("updated_by", "users"), ReadOnlyColumns.Clock("updated_utc_timestamp")),
        ],
        Filters = [Filter.ById("id", "tasktypeOutcomeRels/{id}")],
        Delete = RowCall.Delete("tasktypeOutcomeRels/{id}"),
        Refusals = Refusals.Of("tasktypeOutcomeRel",
            (WriteOperation.Insert,
                "Its reference shows a title in place of the two ids, so that nothing is sent; connect them under Deals, Manage tasks."),
            (WriteOperation.Update, "Delete it and connect the two anew under Deals, Manage tasks.")),
    };
}
