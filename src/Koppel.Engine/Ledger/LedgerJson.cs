using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Engine.Ledger;

/// <summary>The JSON in the ledger's columns.</summary>
internal static class LedgerJson
{
    // Read by people, never put into a page: é stays é.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyDictionary<string, string> variables) => JsonSerializer.Serialize(variables, Readable);

    public static Dictionary<string, string> Variables(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    public static string Of(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, Readable);

    public static IReadOnlyList<string> Texts(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    /// <summary>A row's values by column; a value without a column of its own is called by its place.</summary>
    public static string Row(IReadOnlyList<string> columns, IReadOnlyList<string?> values)
    {
        var row = new OrderedDictionary<string, string?>(values.Count);
        for (var i = 0; i < values.Count; i++)
            row.Add(i < columns.Count ? columns[i] : FormattableString.Invariant($"column {i + 1}"), values[i]);
        return JsonSerializer.Serialize(row, Readable);
    }

    /// <summary>A row's values by column, of which some may be missing.</summary>
    public static string Row(IEnumerable<(string Column, string? Value)> values) =>
        JsonSerializer.Serialize(
            new OrderedDictionary<string, string?>(values.Select(v => KeyValuePair.Create(v.Column, v.Value))), Readable);

    /// <summary>The columns of such a row with their values.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Columns(string row) =>
        JsonSerializer.Deserialize<OrderedDictionary<string, string?>>(row)!;

    /// <summary>The values of such a row, in the order of the columns.</summary>
    public static IReadOnlyList<string?> Values(string row) =>
        [.. JsonSerializer.Deserialize<OrderedDictionary<string, string?>>(row)!.Values];
}
