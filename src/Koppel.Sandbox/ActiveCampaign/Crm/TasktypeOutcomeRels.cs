using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>/tasktypeOutcomeRels</c>: with which outcomes tasks of a type end. What POST takes is in no source; here it takes what rows show.
/// </summary>
internal static class TasktypeOutcomeRels
{
    public static readonly Resource Resource = new("tasktypeOutcomeRels", "tasktypeOutcomeRel", "TasktypeOutcomeRel",
    [
        Reference("tasktype_id").AlsoSentAs("tasktype").Required("The tasktypeOutcomeRel tasktype was not provided."),
        Reference("outcome_id").AlsoSentAs("outcome").Required("The tasktypeOutcomeRel outcome was not provided."),
        Number("display_order"), Number("created_by").ReadOnly(), Created("created_utc_timestamp"), Reference("updated_by").ReadOnly(),
        UpdatedStamp("updated_utc_timestamp"),
        Links("tasktype", "outcome", "createdBy"), Id(),
        Computed("tasktype", Kind.Reference, (_, rel) => rel.IdOf("tasktype_id")).In(Shown.Always),
        Computed("outcome", Kind.Reference, (_, rel) => rel.IdOf("outcome_id")).In(Shown.Always),
        Computed("createdBy", Kind.Number, (_, _) => 1).In(Shown.Always),
    ])
    {
        IsCreateUnrecorded = true,
        Check =
            writing => writing.Store.Table(DealTasktypes.Resource).Find(writing.IdOf("tasktype_id")) is null ? CrmErrors.Unknown("tasktype")
            : writing.Store.Table(TaskOutcomes.Resource).Find(writing.IdOf("outcome_id")) is null ? CrmErrors.Unknown("outcome")
            : null,
        Nested = [Nested.Under("dealTasktypes", "tasktypeOutcomeRels", "tasktype_id"),
            Nested.Under("taskOutcomes", "tasktypeOutcomeRels", "outcome_id")],
    };

    /// <summary>The relations of a type.</summary>
    public static Record[] Of(Store store, int type) => store.Table(Resource).Where("tasktype_id", type);
}
