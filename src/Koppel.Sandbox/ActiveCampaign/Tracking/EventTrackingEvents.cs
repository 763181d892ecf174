using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Tracking;

/// <summary>
/// <c>/eventTrackingEvents</c>: the names of events that the account takes. A row is a name and nothing else; it is deleted by its name.
/// </summary>
internal static class EventTrackingEvents
{
    /// <summary>The longest name of an event.</summary>
    const int Longest = 32;

    public static readonly Resource Resource =
        new("eventTrackingEvents", "eventTrackingEvent", "EventTrackingEvent", Text("name").Required("The event name was not provided."))
    {
        Verbs = Verbs.List,
        Total = TotalKind.Number,
        Check = writing => writing.TextOf("name")?.Length > Longest
            ? Errors.Attribute("An event name has at most 32 characters.", "field_invalid", "name")
            : null,
        Calls = set => [new("POST", "eventTrackingEvents", call => Create(set, call)),
            new("DELETE", "eventTrackingEvents/{name}", call => Delete(set, call))],
    };

    /// <summary>A name is there once, however often it is sent; nobody tells of a refusal.</summary>
    static Answer Create(ResourceSet set, ApiCall call) =>
        call.Body.Member("eventTrackingEvent").Member("name").Text() is { } name
            && Array.Exists(set.Store.Table(Resource).All.ToArray(), row => row.Text("name") == name)
            ? Answer.Of(201, json => json.Name("eventTrackingEvent"u8).BeginObject().Name("name"u8).Text(name).EndObject())
            : set["eventTrackingEvents"].Create(call);

    static Answer Delete(ResourceSet set, ApiCall call)
    {
        // The server has decoded the path but for the slash, which would have parted it.
        if (set.Store.Table(Resource).Find("name", call.Path[1].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is not { } row)
            return Answer.Text(400, "{}");
        set.Remove("eventTrackingEvents", row);
        return Answer.Deleted();
    }
}
