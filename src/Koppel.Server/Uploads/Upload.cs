using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Server.Uploads;

/// <summary>A file that somebody uploaded, kept for a while.</summary>
/// <param name="Id">By which the page knows it.</param>
/// <param name="Name">Its name as it is shown.</param>
/// <param name="Path">Where it is kept.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="At">When it came.</param>
internal sealed record Upload(string Id, string Name, string Path, long Bytes, DateTimeOffset At)
{
    /// <summary>The file beside it that tells what it is.</summary>
    public const string About = "upload.json";

    /// <summary>What stands in the file beside it.</summary>
    public string ToJson() => new JsonObject
    {
        ["name"] = Name, ["file"] = System.IO.Path.GetFileName(Path), ["at"] = At.ToString("O"),
    }.ToJsonString();

    /// <summary>The upload in a folder, or null when there is no whole one.</summary>
    public static Upload? In(string folder)
    {
        try
        {
            var told = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(folder, About)))!;
            var path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(told["file"]!.GetValue<string>()));
            var at = DateTimeOffset.Parse(told["at"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
            return new FileInfo(path) is { Exists: true } file
                ? new Upload(System.IO.Path.GetFileName(folder), told["name"]!.GetValue<string>(), path, file.Length, at) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or FormatException
            or InvalidOperationException or NullReferenceException)
        {
            return null; // It was never whole, or somebody wrote something else there.
        }
    }
}
