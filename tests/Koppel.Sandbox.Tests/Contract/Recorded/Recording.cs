using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>One call of the real API and its answer, recorded by others.</summary>
sealed record Exchange(string Method, string Path, string Body, int Status, string Answer)
{
    /// <summary>The day on which it was recorded; null where that was not kept.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>
/// A file of calls that were made one after the other. The recordings are no part of the project; where they lie beside the checkout they
/// are replayed, elsewhere the tests over them are skipped.
/// </summary>
/// <param name="Family">What its calls are about, as its maker named it: <c>ruby-a/Lists</c>.</param>
/// <param name="Name">Its place below the family.</param>
/// <param name="Exchanges">The calls in order.</param>
sealed record Recording(string Family, string Name, IReadOnlyList<Exchange> Exchanges)
{
    static readonly string Reference = System.IO.Path.Combine(Root(), "..", "shared", "reference", "activecampaign");

    static readonly string Folder = System.IO.Path.Combine(Reference, "recorded");

    /// <summary>The keys of list rows that were seen live, by the kind of row; null where the file is not there.</summary>
    public static JsonObject? LiveKeys
    {
        get
        {
            var files = Directory.Exists(Reference) ? Directory.GetFiles(Reference, "live-key-sets-*.json") : [];
            return files.Order(StringComparer.Ordinal).LastOrDefault() is { } latest
                ? JsonNode.Parse(File.ReadAllText(latest))!["keys"]!.AsObject()
                : null;
        }
    }

    public static bool AreThere => Directory.Exists(Folder);

    /// <summary>All of them; none where they are not there.</summary>
    public static IReadOnlyList<Recording> All { get; } = !AreThere ? [] :
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)
            .OfType<Recording>(),
    ];

    /// <summary>The files that hold no calls in order, such as runs of n8n's nodes, which keep answers without their requests.</summary>
    public static IReadOnlyList<string> WithoutCalls { get; } = !AreThere ? [] :
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Where(file => Read(file) is null),
    ];

    static Recording? Read(string file)
    {
        if (JsonNode.Parse(File.ReadAllText(file))!["interactions"] is not JsonArray calls) return null;
        var steps = System.IO.Path.GetRelativePath(Folder, file).Split(System.IO.Path.DirectorySeparatorChar);
        return new(
            $"{steps[0]}/{steps[1]}",
            string.Join('/', steps[2..])[..^".json".Length],
            [.. calls.Select(
                call => new Exchange(Text(call, "method"), Text(call, "path"), Text(call, "request_body_raw"),
                    call!["status"]!.GetValue<int>(), Text(call, "response_body_raw")) { Day = DayOf(call) })]);
    }

    static DateOnly? DayOf(JsonNode? call) =>
        DateTime.TryParse(call!["recorded_at"]?.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal,
            out var moment) ? DateOnly.FromDateTime(moment) : null;

    static string Text(JsonNode? call, string key) => call![key]?.GetValue<string>() ?? "";

    static string Root([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Koppel.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
