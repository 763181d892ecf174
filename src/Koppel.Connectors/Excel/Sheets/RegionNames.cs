namespace Koppel.Connectors.Excel.Sheets;

/// <summary>
/// Gives each region a name of its own: sheets first, then Excel tables, then defined names. A table or range can always be addressed
/// as <c>Sheet!Name</c>; when its plain name is taken, that is its only name.
/// </summary>
internal static class RegionNames
{
    /// <summary>The regions under the names by which they are addressed.</summary>
    public static IReadOnlyList<Region> Assign(IEnumerable<Region> regions)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. regions.OrderBy(r => r.Kind).Select(region => Assign(region, taken))];
    }

    static Region Assign(Region region, HashSet<string> taken)
    {
        var qualified = region.Kind == RegionKind.Sheet ? region.Name : $"{region.Sheet.Name}!{region.Name}";
        if (!taken.Add(region.Name)) return region with { Name = UniqueName.Add(taken, qualified) };
        return qualified != region.Name && taken.Add(qualified) ? region with { Synonyms = [qualified] } : region;
    }
}
