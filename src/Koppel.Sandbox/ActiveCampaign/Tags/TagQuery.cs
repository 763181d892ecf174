using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Tags;

/// <summary>Which tags a list asks for, and in which order.</summary>
internal static class TagQuery
{
    public static Tag[] Run(Store store, QueryText query)
    {
        // A tag without a type is kept, but no list shows it.
        var tags = store.Tags.Rows.All.ToArray().Where(tag => tag.Type.Length > 0);
        if (query.Text("search") is { } search) tags = tags.Where(tag => Has(tag.Name, search));
        string? wanted = null;
        foreach (var (key, value) in query.Members("filters"))
        {
            if (Filter(key, value) is not { } condition) continue;
            tags = tags.Where(condition);
            wanted ??= value;
        }

        return [.. Order(tags, query, wanted ?? query.Text("search") ?? "")];
    }

    /// <summary>The condition of <c>filters[search][eq]=…</c>; null for a filter that is not known, which is ignored.</summary>
    static Func<Tag, bool>? Filter(string key, string value) => key switch
    {
        "search][eq" => tag => Compare(tag.Name, value) == 0,
        "search][neq" => tag => Compare(tag.Name, value) != 0,
        "search][contains" or "search" => tag => Has(tag.Name, value),
        "search][starts_with" => tag => tag.Name.StartsWith(value, StringComparison.OrdinalIgnoreCase),
        "search][lt" => tag => Compare(tag.Name, value) < 0,
        "search][lte" => tag => Compare(tag.Name, value) <= 0,
        "search][gt" => tag => Compare(tag.Name, value) > 0,
        "search][gte" => tag => Compare(tag.Name, value) >= 0,
        _ => null,
    };

    static IEnumerable<Tag> Order(IEnumerable<Tag> tags, QueryText query, string wanted)
    {
        var order = query.Members("orders").Where(one => one.Key == "search").Select(one => one.Value).FirstOrDefault();
        return order?.ToUpperInvariant() switch
        {
            // Exact matches first.
            "WEIGHT" => tags.OrderBy(tag => Compare(tag.Name, wanted) != 0).ThenBy(tag => tag.Name, StringComparer.OrdinalIgnoreCase),
            "ASC" => tags.OrderBy(tag => tag.Name, StringComparer.OrdinalIgnoreCase),
            "DESC" => tags.OrderByDescending(tag => tag.Name, StringComparer.OrdinalIgnoreCase),
            _ => tags,
        };
    }

    static int Compare(string one, string other) => string.Compare(one, other, StringComparison.OrdinalIgnoreCase);

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
