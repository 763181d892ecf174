using System.Globalization;
using Koppel.Engine.DuckDb;

namespace Koppel.Output;

/// <summary>Names for the columns of a result where each must be there once.</summary>
public static class ColumnNames
{
    /// <summary>The names; a second <c>id</c> becomes <c>id_2</c>.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="comparer">Which names are the same; null for those that are equal.</param>
    public static string[] Unique(IReadOnlyList<ResultColumn> columns, StringComparer? comparer = null)
    {
        comparer ??= StringComparer.Ordinal;
        var taken = new HashSet<string>(columns.Select(c => c.Name), comparer);
        var seen = new HashSet<string>(comparer);
        var names = new string[columns.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = columns[i].Name;
            for (var n = 2; !seen.Add(names[i]); n++)
            {
                var candidate = string.Create(CultureInfo.InvariantCulture, $"{columns[i].Name}_{n}");
                if (!taken.Contains(candidate)) names[i] = candidate;
            }
        }

        return names;
    }
}
