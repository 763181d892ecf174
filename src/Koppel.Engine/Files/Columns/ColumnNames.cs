namespace Koppel.Engine.Files.Columns;

/// <summary>What columns are called.</summary>
internal static class ColumnNames
{
    /// <summary>Names that differ by more than upper and lower case; one that is empty is made of its place, from 0.</summary>
    public static string[] Differing(IReadOnlyList<string> written)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var all = written.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = new string[written.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var name = written[i].Length > 0 ? written[i] : FormattableString.Invariant($"column{i}");
            var one = name;
            // A name that is made up gives way to one that is written, be it further on.
            for (var n = 1; taken.Contains(one) || (one != written[i] && all.Contains(one)); n++)
                one = FormattableString.Invariant($"{name}_{n}");
            taken.Add(one);
            names[i] = one;
        }
        return names;
    }
}
