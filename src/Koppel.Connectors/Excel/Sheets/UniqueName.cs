namespace Koppel.Connectors.Excel.Sheets;

/// <summary>Names that differ without regard to case.</summary>
internal static class UniqueName
{
    /// <summary>Adds the name, or the name with the first free suffix <c>_2</c>, <c>_3</c> …, and gives what was added.</summary>
    public static string Add(HashSet<string> taken, string name)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++) unique = FormattableString.Invariant($"{name}_{number}");
        return unique;
    }
}
