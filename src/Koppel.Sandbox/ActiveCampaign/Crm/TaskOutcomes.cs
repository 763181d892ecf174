using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>/taskOutcomes</c>: how a task can end. The vendor's reference writes the path of PUT and DELETE with one c too many; both are
/// answered.
/// </summary>
internal static class TaskOutcomes
{
    /// <summary>The feelings, by the numbers that the filter has for them.</summary>
    static readonly string[] Sentiments = ["", "NEGATIVE", "NEUTRAL", "POSITIVE"];

    public static readonly Resource Resource = new("taskOutcomes", "taskOutcome", "TaskOutcome",
    [
        Text("title"), Text("sentiment").ShownAsKept(), Flag("disabled"), Reference("created_by", 1).ReadOnly().Echoed(),
        Reference("updated_by").ReadOnly(),
        Created("created_utc_timestamp").In(Shown.Rows), Updated("updated_utc_timestamp").In(Shown.Rows),
        Computed("dealTasktype_ids", Kind.Json,
            (store, outcome) => store.Table(TasktypeOutcomeRels.Resource).Where("outcome_id", outcome.Id)
                .Select(rel => rel.IdOf("tasktype_id"))).In(Shown.List | Shown.One),
        Links("tasktypeOutcomeRels", "dealTasks"), Id(),
    ])
    {
        IsCreateUnrecorded = true,
        Filters = [
            Filter.OnRecord("sentiment",
                (_, outcome, wanted) =>
                    QueryText.ToInt(wanted) is >= 1 and <= 3 and var number && outcome.Text("sentiment") == Sentiments[number])],
        Cascades = [new("tasktypeOutcomeRels", "outcome_id")],
        Check = Check,
        Saved = writing =>
        {
            writing.Record["sentiment"] = writing.Record.Text("sentiment").ToUpperInvariant();
            if (writing.IsNew && writing.Sent("disabled") is null) writing.Echo["disabled"] = "";
            if (!writing.IsNew) writing.Record["updated_by"] = 1L;
        },
        Calls = set =>
        [
            new("PUT", "taskOutccomes/{id}", call => set["taskOutcomes"].Change(call)),
            new("DELETE", "taskOutccomes/{id}", call => set["taskOutcomes"].Delete(call)),
        ],
    };

    static Answer? Check(Writing writing)
    {
        List<(string, string, string, string)> errors = [];
        var title = writing.TextOf("title");
        if (string.IsNullOrWhiteSpace(title))
            errors.Add(("The taskOutcome title was not provided.", "field_missing", "taskOutcome_title_was_not_provided", "title"));
        else if (writing.Store.Table(Resource).Holds("title", title, writing.Row))
            errors.Add(("A task outcome with the same title already exists.", "field_invalid", "", "title"));
        if (!Sentiments.AsSpan(1).Contains(writing.TextOf("sentiment")?.ToUpperInvariant() ?? ""))
            errors.Add(("Sentiment value must be one of Positive, Neutral, or Negative.", "field_invalid", "", "sentiment"));
        return errors.Count > 0 ? CrmErrors.Several(errors) : null;
    }
}
