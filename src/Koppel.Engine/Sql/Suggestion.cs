namespace Koppel.Engine.Sql;

/// <summary>Finds the name that a mistyped one was meant to be.</summary>
public static class Suggestion
{
    const int Most = 3;

    /// <summary>
    /// The known name that is nearest to <paramref name="wrong"/>, or null when none is near: at most a third of the letters differ.
    /// </summary>
    public static string? For(string wrong, IEnumerable<string> known) => Near(wrong, known).Select(n => n.Name).FirstOrDefault();

    /// <summary>
    /// The nearest, and others that are almost as near; when none is near, the shortest of those that have <paramref name="wrong"/> as a
    /// word.
    /// </summary>
    internal static IReadOnlyList<string> Several(string wrong, IReadOnlyCollection<string> known)
    {
        var near = Near(wrong, known).DistinctBy(n => n.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (near.Count > 0)
            return [.. near.TakeWhile(n => n.Distance <= near[0].Distance + 1).Take(Most).Select(n => n.Name)];
        var with = known.Where(n => n.Split('_').Contains(wrong, StringComparer.OrdinalIgnoreCase));
        return [.. with.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(n => n.Length).Take(Most)];
    }

    static IOrderedEnumerable<(string Name, int Distance)> Near(string wrong, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Distance: Distance(wrong.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Max(wrong.Length, candidate.Name.Length) / 3))
            .OrderBy(candidate => candidate.Distance);

    // Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other.
    internal static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
