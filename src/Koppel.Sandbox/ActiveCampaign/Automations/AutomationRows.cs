using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary><c>/automations</c>: read only; automations are built on the vendor's screen.</summary>
internal static class AutomationRows
{
    public static readonly Resource Resource = new("automations", "automation", "Automation",
    [
        Of<Automation>("name", Kind.Text, row => row.Name), Created("cdate"), Updated("mdate"),
        Of<Automation>("userid", Kind.Number, _ => 1),
        Of<Automation>("status", Kind.Number, row => row.IsActive ? 1 : 2), Of<Automation>("entered", Kind.Number, row => row.Entered),
        Of<Automation>("exited", Kind.Number, row => row.Exited),
        Of<Automation>("hidden", Kind.Number, _ => 0), Of<Automation>("defaultscreenshot", Kind.Text, _ => ""),
        Of<Automation>("screenshot", Kind.Text, _ => ""),
        Of<Automation>("entitlements_violation", Kind.Number, _ => 0), Of<Automation>("source", Kind.Number, _ => 0),
        Of<Automation>("description", Kind.Text, row => row.Description),
        Of<Automation>("exit_on_unsubscribe", Kind.Number, _ => 0), Of<Automation>("exit_on_conversion", Kind.Number, _ => 0),
        Of<Automation>("multientry", Kind.Number, row => row.EntersAgain ? 1 : 0),
        Links("campaigns", "contactGoals", "contactAutomations", "blocks", "goals", "sms", "sitemessages", "triggers"), Id(),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Typed = new(store => store.Automations.Rows, _ => throw ReadOnly(), _ => throw ReadOnly(), (_, _) => throw ReadOnly()),
        Meta = (set, json) =>
        {
            json.Name("starts"u8).BeginArray();
            foreach (var automation in set.Store.Automations.Rows.All)
            {
                foreach (var start in automation.Starts) WriteStart(json, automation, start);
            }

            json.EndArray().Name("filtered"u8).Bool(false).Name("smsLogs"u8).Empty();
        },
        Calls = set => [new("GET", "automations/{id}/contactAutomations", call => Enrolments(set, call))],
    };

    static void WriteStart(PhpJson json, Automation automation, AutomationStart start) => json
        .BeginObject().Name("id"u8).Text(start.Id).Name("series"u8).Text(automation.Id).Name("type"u8)
        .Text(start.Kind == StartKind.TagAdded ? "tag_add" : "subscribe").EndObject();

    static Answer Enrolments(ResourceSet set, ApiCall call) => set.Store.Automations.Rows.Find(call.Id) is not { } automation
        ? set["automations"].NotFound(call.Id)
        : Answer.Of(200, json =>
        {
            json.Name("contactAutomations"u8).BeginArray();
            foreach (var row in set.Store.Automations.Enrolments.All)
            {
                if (row.Automation == automation) set["contactAutomations"].Writer.Write(json, row, Shown.List);
            }

            json.EndArray();
        });

    static NotSupportedException ReadOnly() => new("The API has no call that writes an automation.");
}
