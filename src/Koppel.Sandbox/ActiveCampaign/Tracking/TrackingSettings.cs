using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Tracking;

/// <summary>
/// <c>/eventTracking</c> and <c>/siteTracking</c>: whether the account takes events and visits. Both are off until somebody turns them on.
/// </summary>
internal static class TrackingSettings
{
    public static readonly Resource Resource = new("trackingSettings", "trackingSetting", "TrackingSetting", Text("name"), Flag("enabled"))
    {
        Verbs = Verbs.None,
        Begin = store =>
        {
            foreach (var name in (string[])["eventTracking", "siteTracking"]) store.Table(Resource!).Add(SeedData.Begin, ("name", name));
        },
        Calls = set =>
        [
            new("GET", "eventTracking", _ => Read(set, "eventTracking")),
            new("PUT", "eventTracking", call => Change(set, call, "eventTracking")),
            new("GET", "siteTracking", _ => Read(set, "siteTracking")),
            new("PUT", "siteTracking", call => Change(set, call, "siteTracking")),
            new("GET", "siteTracking/code", _ => Answer.Text(200, Code(set.Options.EventAccount)) with { ContentType = "text/plain" }),
        ],
    };

    /// <summary>Whether events are taken.</summary>
    public static bool TakesEvents(Store store) => Find(store, "eventTracking").Is("enabled");

    static Record Find(Store store, string name) => store.Table(Resource).Find("name", name)!;

    static Answer Read(ResourceSet set, string name) => Answer.Of(200, json => json
        .Name(System.Text.Encoding.ASCII.GetBytes(name)).BeginObject().Name("enabled"u8).Bool(Find(set.Store, name).Is("enabled"))
        .EndObject());

    static Answer Change(ResourceSet set, ApiCall call, string name)
    {
        if (call.Body.Member(name).Member("enabled") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } enabled)
            return Answer.Text(400, "{}");
        Find(set.Store, name)["enabled"] = enabled.GetBoolean() ? 1L : 0L;
        return Read(set, name);
    }

    static string Code(string account) =>
        $"<script type=\"text/javascript\">\n/* The sandbox's stand-in for site tracking of account {account}. It asks nobody for "
            + $"anything and records nothing. */\n</script>\n";
}
