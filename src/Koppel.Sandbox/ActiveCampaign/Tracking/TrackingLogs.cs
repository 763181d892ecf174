using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Tracking;

/// <summary>The events of a contact, under <c>/contacts/{id}/trackingLogs</c>. Values are cut after 250 characters.</summary>
internal static class TrackingLogs
{
    const int Longest = 250;

    public static readonly Resource Resource = new("trackingLogs", "trackingLog", "TrackingLog",
        Number("subscriberid"), Text("type"), Text("value"), Created("tstamp"), Computed("hash", Kind.Text, (_, row) => Hash(row)),
        Links("contact"), Id(),
        Computed("contact", Kind.Number, (_, row) => row.IdOf("subscriberid")))
    {
        Verbs = Verbs.None,
        Nested = [Nested.OfContact("trackingLogs", (store, contact) => store.Table(Resource!).Where("subscriberid", contact.Id))],
        Calls = set =>
            [new("GET", "trackingLogs/{id}/contact", call => ContactOf(set, call)), new("POST", "localevent", call => Local(set, call))],
    };

    public static void Add(Store store, Contact contact, string type, string value, DateTime now) =>
        store.Table(Resource)
            .Add(now, ("subscriberid", contact.Id), ("type", type), ("value", value.Length > Longest ? value[..Longest] : value));

    static Answer ContactOf(ResourceSet set, ApiCall call) =>
        set.Store.Table(Resource).Find(call.Id) is { } log && set.Store.Contacts.Find(log.IdOf("subscriberid")) is { } contact
            ? Answer.Of(200, json => set.WriteContact(json.Name("contact"u8), contact))
            : set["trackingLogs"].NotFound(call.Id);

    /// <summary>How the vendor's own tracker hands on an event: what happened stands as JSON inside a text.</summary>
    static Answer Local(ResourceSet set, ApiCall call)
    {
        var sent = call.Body.Member("localEvent");
        if (set.Store.Contacts.Of(sent.Member("email").Text() ?? "") is not { } contact)
            return Errors.Message(403, "There is no contact with this email.");
        var input = Sent.Parse(Encoding.UTF8.GetBytes(sent.Member("input").Text() ?? ""));
        Add(set.Store, contact, input.Member("event").Text() ?? "", input.Member("url").Text() ?? "", set.State.Now);
        return Answer.Text(201, "{}");
    }

    static string Hash(Record log) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{log.Id}/{log.Text("type")}/{log.Text("value")}")).AsSpan(0, 20));
}
