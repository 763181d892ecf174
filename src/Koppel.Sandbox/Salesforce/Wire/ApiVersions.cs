using System.Globalization;

namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>The versions of the API: three a year, from Summer '14 to Summer '26. Older ones are retired.</summary>
internal static class ApiVersions
{
    public const int Oldest = 31;
    public const int Newest = 67;
    public const string Root = "/services/data";

    static readonly string[] Seasons = ["Summer", "Winter", "Spring"];

    /// <summary>The version that a path names; 0 when it names none.</summary>
    public static int Of(string path)
    {
        var begin = Root.Length + 2;
        if (path.Length <= begin || !path.StartsWith(Root + "/v", StringComparison.OrdinalIgnoreCase)) return 0;
        var end = path.IndexOf('/', begin);
        var name = end < 0 ? path[begin..] : path[begin..end];
        return name.EndsWith(".0", StringComparison.Ordinal)
            && int.TryParse(name[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    public static string Path(int version) => $"{Root}/v{version}.0";

    /// <summary>What <c>GET /services/data</c> tells.</summary>
    public static SalesforceAnswer List() => SalesforceAnswer.Json(200, json =>
    {
        json.WriteStartArray();
        for (var version = Oldest; version <= Newest; version++)
        {
            json.WriteStartObject();
            json.WriteString("label", $"{Seasons[(version - Oldest) % 3]} '{14 + ((version - Oldest + 2) / 3)}");
            json.WriteString("url", Path(version));
            json.WriteString("version", $"{version}.0");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
