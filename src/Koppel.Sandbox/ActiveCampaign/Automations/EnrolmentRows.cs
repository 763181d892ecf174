using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary><c>/contactAutomations</c>: who went through which automation. POST leads a contact into one.</summary>
internal static class EnrolmentRows
{
    public static readonly Resource Resource = new("contactAutomations", "contactAutomation", "SubscriberSeries",
    [
        Of<Enrolment>("contact", Kind.Reference, row => row.Contact.Id),
        Of<Enrolment>("seriesid", Kind.Number, row => row.Automation.Id).ReadOnly().Echoed(),
        Of<Enrolment>("startid", Kind.Number, row => row.Start?.Id ?? 0).ReadOnly(),
        Of<Enrolment>("status", Kind.Number, row => row.IsDone ? 2 : 1).ReadOnly(),
        Of<Enrolment>("batchid", Kind.Text, _ => null).ReadOnly(), Of<Enrolment>("adddate", Kind.Moment, row => row.Created).ReadOnly(),
        Of<Enrolment>("remdate", Kind.Moment, row => row.IsDone ? row.Created : null).ReadOnly(),
        Of<Enrolment>("timespan", Kind.Number, _ => 0).ReadOnly(),
        Of<Enrolment>("lastblock", Kind.Number, row => row.StepsDone).ReadOnly().Echoed(),
        Of<Enrolment>("lastlogid", Kind.Number, _ => 0).ReadOnly(),
        Of<Enrolment>("lastdate", Kind.Moment, row => row.Created).ReadOnly(),
        Of<Enrolment>("in_als", Kind.Number, row => row.Automation.Steps.Count).ReadOnly(),
        Of<Enrolment>("completedElements", Kind.Real, row => row.StepsDone).ReadOnly().Echoed(),
        Of<Enrolment>("totalElements", Kind.Real, row => row.Automation.Steps.Count).ReadOnly().Echoed(),
        Of<Enrolment>("completed", Kind.Real, row => row.IsDone ? 1 : 0).ReadOnly().Echoed(),
        Of<Enrolment>("completeValue", Kind.Real, row => row.IsDone ? 100 : 0).ReadOnly().Echoed(),
        Links("automation", "contact", "contactGoals", "automationLogs"), Id(),
        Of<Enrolment>("automation", Kind.Reference, row => row.Automation.Id),
    ])
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Create | Verbs.Delete,
        EchoesInOrder = true,
        Typed = new(store => store.Automations.Enrolments, Make,
            _ => throw new NotSupportedException("The API has no call that changes a contactAutomation."),
            (store, row) => store.Automations.Remove((Enrolment)row)),
        Check = Check,
        Saved = writing => (writing.Echo["startid"], writing.Echo["status"]) = (0L, 1L),
        Sideloads = [Sideload.Contacts(Shown.Created, (_, row) => ((Enrolment)row).Contact)],
        Nested = [Nested.OfContact("contactAutomations", (store, contact) => store.Automations.Of(contact))],
        Meta = (_, json) => json.Name("showcase_stats"u8).Empty(),
        Calls = set => [new("GET", "contacts/{id}/automationEntryCounts", call => EntryCounts(set, call))],
    };

    static Answer? Check(Writing writing) =>
        writing.Store.Contacts.Find(writing.IdOf("contact")) is { } contact
            && writing.Store.Automations.Rows.Find(writing.IdOf("automation")) is { } automation
            && writing.Store.Automations.MayEnter(contact, automation)
            ? null
            : Errors.Message(403, "Could not create SubscriberSeries");

    static (IRow Row, bool IsNew) Make(Writing writing)
    {
        var (store, automations) = (writing.Store, writing.Store.Automations);
        return (automations.Enrol(
            store.Contacts.Find(writing.IdOf("contact"))!, automations.Rows.Find(writing.IdOf("automation"))!, null, writing.Now), true);
    }

    /// <summary>How often a contact went through each automation.</summary>
    static Answer EntryCounts(ResourceSet set, ApiCall call) => set.Store.Contacts.Find(call.Id) is not { } contact
        ? Errors.NotFound("Subscriber", call.Id)
        : Answer.Of(200, json =>
        {
            json.Name("automationEntryCounts"u8).BeginArray();
            foreach (var (automation, count) in set.Store.Automations.Of(contact).CountBy(row => row.Automation)
                .OrderBy(pair => pair.Key.Id))
            {
                json.BeginObject().Name("id"u8).Text(automation.Id).Name("name"u8).Text(automation.Name).Name("status"u8)
                    .Text(automation.IsActive ? 1 : 2);
                json.Name("hidden"u8).Text(0).Name("contactEntryCount"u8).Text(count).EndObject();
            }

            json.EndArray();
        });
}
