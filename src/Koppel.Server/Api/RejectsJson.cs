using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Engine.Statements;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Rejects as the page shows them: by reason, and the first of them row by row.</summary>
internal static class RejectsJson
{
    const int Shown = 1_000;

    /// <summary>Reads them all and counts them.</summary>
    public static async Task<JsonObject> OfAsync(RowsResult rejects, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<(string Code, string Text), long>();
        var rows = new List<JsonNode>();
        var total = 0L;
        await foreach (var row in rejects.Rows.WithCancellation(cancellationToken))
        {
            total++;
            var (code, text) = ($"{row[4]}", $"{row[5]} {row[6]}".Trim());
            groups[(code, text)] = groups.GetValueOrDefault((code, text)) + 1;
            if (rows.Count < Shown) rows.Add(Of(row, code, text));
        }
        return new JsonObject
        {
            ["groups"] = Answer.List(groups.OrderByDescending(g => g.Value)
                .Select(g => new JsonObject { ["code"] = g.Key.Code, ["text"] = g.Key.Text, ["count"] = g.Value })),
            ["rows"] = Answer.List(rows),
            ["total"] = total,
        };
    }

    static JsonObject Of(object?[] row, string code, string text) => new()
    {
        ["statement"] = Number(row[0]), ["row"] = Number(row[1]), ["sourceRow"] = Number(row[2]), ["code"] = code, ["text"] = text,
        ["source"] = $"{row[3]}" is { Length: > 0 } source ? JsonNode.Parse(source) : null,
    };

    static long? Number(object? value) => value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
