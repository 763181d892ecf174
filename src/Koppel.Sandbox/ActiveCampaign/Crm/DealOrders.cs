using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What deals can be ordered by besides what they show.</summary>
internal static class DealOrders
{
    public static Column[] Columns =>
    [
        Computed("contact_name", Kind.Text, (store, deal) => Deals.ContactOf(store, deal)?.FirstName).In(Shown.Never),
        Computed("contact_orgname", Kind.Text, (store, deal) => Deals.ContactOf(store, deal)?.OrganizationName).In(Shown.Never),
        Computed("next-action", Kind.Text, NextAction).In(Shown.Never),
    ];

    /// <summary>Deals with a task to come first, by its date; then those without a task, then those whose task is overdue.</summary>
    static object NextAction(Store store, Record deal)
    {
        if (DealTasks.NextOf(store, deal)?["duedate"] is not DateTime due) return "1";
        return (due >= store.Now ? "0" : "2") + due.ToString("s", CultureInfo.InvariantCulture);
    }
}
