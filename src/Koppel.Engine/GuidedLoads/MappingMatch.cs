namespace Koppel.Engine.GuidedLoads;

/// <summary>A kept mapping for another file, such as that of the next month.</summary>
/// <param name="Mapping">The mapping with the columns that the file has.</param>
/// <param name="Changed">Columns of the mapping that the file has under another name, or not.</param>
/// <param name="New">Columns of the file of which the mapping says nothing; they are left out.</param>
public sealed record MappingMatch(LoadMapping Mapping, IReadOnlyList<ChangedHeading> Changed, IReadOnlyList<string> New)
{
    /// <summary>Holds a mapping against the columns of a source.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="columns">The names of the source's columns.</param>
    public static MappingMatch Of(LoadMapping mapping, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(columns);
        var free = columns.ToList();
        var kept = new Dictionary<MappedColumn, string>();
        // What has its own name first: it is not given away to one that is only like it.
        foreach (var column in mapping.Columns)
            if (free.Find(f => f.Equals(column.Column, StringComparison.OrdinalIgnoreCase)) is { } same) Take(column, same);
        var changed = new List<ChangedHeading>();
        foreach (var column in mapping.Columns.Where(c => !kept.ContainsKey(c) && c.Use != ColumnUse.Ignore))
        {
            var near = free.Select(f => (Name: f, Match: HeadingMatch.Of(f, column.Column))).Where(f => f.Match is not null)
                .OrderByDescending(f => f.Match!.Value.Sure).FirstOrDefault();
            changed.Add(new ChangedHeading(column.Column, near.Name, near.Match?.Sure ?? 0));
            if (near.Name is not null) Take(column, near.Name);
        }
        var mapped = mapping.Columns.Where(kept.ContainsKey).Select(c => c with { Column = kept[c] });
        var added = free.Select(f => new MappedColumn(f, ColumnUse.Ignore) { Why = "new" });
        return new MappingMatch(mapping with { Columns = [.. mapped, .. added] }, changed, free);

        void Take(MappedColumn column, string name)
        {
            kept[column] = name;
            free.Remove(name);
        }
    }
}

/// <summary>A column of a mapping that a file does not have under its name.</summary>
/// <param name="Missing">The name in the mapping.</param>
/// <param name="FoundAs">The column of the file that it probably is now; null for none.</param>
/// <param name="Sure">How sure that is, from 0 to 1.</param>
public sealed record ChangedHeading(string Missing, string? FoundAs, double Sure);
