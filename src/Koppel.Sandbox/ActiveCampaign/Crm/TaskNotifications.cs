using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>
/// <c>/taskNotifications</c>: when somebody is reminded of a task, in minutes before it. Nothing reads them back but the task's path.
/// </summary>
internal static class TaskNotifications
{
    public static readonly Resource Resource = new("taskNotifications", "taskNotification", "TaskNotification",
    [
        Reference("dealTask").Required("The taskNotification dealTask was not provided."),
        Number("interval").Required("The taskNotification interval was not provided."),
        Links("dealTask"), Id(),
    ])
    {
        Verbs = Verbs.Create,
        IsCreateUnrecorded = true,
        Check = writing =>
            writing.Store.Table(DealTasks.Resource).Find(writing.IdOf("dealTask")) is null ? CrmErrors.Unknown("dealTask") : null,
        Nested = [Nested.Under("dealTasks", "taskNotifications", "dealTask")],
    };
}
