using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// The path of a call that writes one row: <c>{id}</c> is the row's key, any other <c>{name}</c> the value of the column of that name,
/// which then does not stand in the body.
/// </summary>
internal static class RowPath
{
    /// <summary>Writes what a path needs of a row, as the property <c>in</c> of a call's content; nothing when it needs nothing.</summary>
    public static void Write(Utf8JsonWriter json, string pattern, RowBatch rows, int row)
    {
        var names = RowCall.NamesIn(pattern);
        if (names.Count == 0) return;
        json.WriteStartObject("in");
        foreach (var name in names) json.WriteString(name, rows[rows.IndexOf(name)].Show(row));
        json.WriteEndObject();
    }

    /// <summary>Fills a path by a call's content.</summary>
    public static string Fill(string pattern, string? key, JsonElement content)
    {
        var path = key is null ? pattern : UrlPath.Fill(pattern, RowCall.Key, key);
        if (content.TryGetProperty("in", out var values))
            foreach (var value in values.EnumerateObject()) path = UrlPath.Fill(path, value.Name, value.Value.GetString()!);
        return path;
    }

    /// <summary>Fills a path by a row.</summary>
    public static string Fill(string pattern, string? key, RowBatch rows, int row) =>
        RowCall.NamesIn(pattern)
            .Aggregate(key is null ? pattern : UrlPath.Fill(pattern, RowCall.Key, key),
                (path, name) => UrlPath.Fill(path, name, rows[rows.IndexOf(name)].Show(row)));

    /// <summary>Says why a row has no such path, or null.</summary>
    public static RejectCause? Fault(string pattern, RowBatch rows, int row) =>
        RowCall.NamesIn(pattern)
            .FirstOrDefault(n => rows.IndexOf(n) is var c && (c < 0 || rows[c].IsNull(row) || !UrlPath.FitsPath(rows[c].Show(row))))
            is { } name
            ? new RejectCause(RejectCode.ValueMissing, $"{name} has no value, but the row's address in the API holds it.", "Give it one.")
            : null;
}
