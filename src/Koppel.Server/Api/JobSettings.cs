using System.Text.Json.Nodes;
using Koppel.Jobs.Files;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Settings of jobs as requests bring them and answers carry them: texts by their keys; lists are parted by commas.</summary>
internal static class JobSettings
{
    static readonly string[] s_lists = ["alerts.mail", "alerts.on"];

    /// <summary>What else a request may say of a job, by the keys that it stands for.</summary>
    static readonly (string Name, string Key)[] s_names =
    [
        ("schedule", "schedule"), ("timeZone", "time_zone"), ("automations", "automations"), ("onMissed", "on_missed"),
        ("mapping", "mapping"),
    ];

    /// <summary>What a request sets; no text takes a setting out.</summary>
    public static Dictionary<string, IReadOnlyList<string>?> Of(Body body)
    {
        var settings = body.Texts("settings").ToDictionary(s => s.Key, s => Items(s.Key, s.Value));
        foreach (var (name, key) in s_names)
            if (body.OptionalText(name) is { } value) settings[key] = Items(key, value);
        foreach (var key in settings.Keys)
            if (!JobFile.IsSetting(key))
                throw ApiFault.Wrong("A job has no setting of that name. GET /jobs/{name} tells those that it has.");
        return settings;
    }

    /// <summary>What stands in a job's file.</summary>
    public static JsonObject Written(JobListing listing) =>
        new(listing.Written.Select(w => KeyValuePair.Create(w.Key, (JsonNode?)string.Join(", ", w.Value))));

    static IReadOnlyList<string>? Items(string key, string value) => value.Length == 0 ? null
        : s_lists.Contains(key) ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [value];
}
