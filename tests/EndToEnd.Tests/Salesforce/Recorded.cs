using System.Text.Json;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// Real answers of Salesforce that others recorded. They are no part of the project: where they do not lie beside the checkout, tests over
/// them are skipped.
/// </summary>
internal static class Recorded
{
    static readonly string Folder = Path.Combine(Repository.Root, "..", "shared", "reference", "salesforce");

    /// <summary>Skips the test where they are not there.</summary>
    public static void Need() => Needs.Reference(Directory.Exists(Folder), "There are no recordings of Salesforce beside this folder.");

    /// <summary>The body of an answer: of a file that is one, or holds one with its headers.</summary>
    public static JsonElement Body(string file)
    {
        var root = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("request", out _) ? root.GetProperty("body") : root;
    }

    /// <summary>The body of the first answer of a file of many whose address holds a text.</summary>
    public static JsonElement Body(string file, string address) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement.EnumerateArray()
            .First(x => x.TryGetProperty("request", out var r)
                && r.GetProperty("uri").GetString()!.Contains(address, StringComparison.Ordinal))
            .GetProperty("body");
}
