using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>
/// Which documents a list of the custom objects' service asks for. It knows equality only, and unlike the rest of the API it does not
/// ignore a filter that it does not know: nothing meets it.
/// </summary>
internal static class ObjectQuery
{
    const string Related = "relationships.";

    public static IEnumerable<JsonObject> Run(IEnumerable<JsonObject> documents, QueryText query)
    {
        foreach (var (key, value) in query.Members("filters")) documents = documents.Where(document => Meets(document, key, value));
        foreach (var (key, direction) in query.Members("orders").Reverse())
        {
            documents = direction.Equals("DESC", StringComparison.OrdinalIgnoreCase)
                ? documents.OrderByDescending(document => document.Text(key), StringComparer.Ordinal)
                : documents.OrderBy(document => document.Text(key), StringComparer.Ordinal);
        }

        return documents;
    }

    static bool Meets(JsonObject document, string key, string value)
    {
        if (!key.StartsWith(Related, StringComparison.Ordinal)) return document.Text(key) == value;
        var name = key.EndsWith("][eq", StringComparison.Ordinal) ? key[Related.Length..^4] : key[Related.Length..];
        return document["relationships"]?[name] is JsonArray ids && ids.Any(id => id!.GetValue<string>() == value);
    }
}
