namespace Koppel.Engine.GuidedLoads;

/// <summary>Says what is wrong with a mapping.</summary>
internal static class MappingCheck
{
    const int MostTags = 50, LongestName = 250;

    /// <summary>Checks it against the columns of its source.</summary>
    /// <exception cref="MappingFaultException">Nothing can be loaded by it.</exception>
    public static void Check(LoadMapping mapping, IReadOnlyList<(string Name, string Type)> columns)
    {
        var known = columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (mapping.Columns.FirstOrDefault(c => c.Use != ColumnUse.Ignore && !known.Contains(c.Column)) is { } missing)
            throw new MappingFaultException(
                $"The source has no column '{missing.Column}'. It has: {string.Join(", ", columns.Take(30).Select(c => c.Name))}.",
                "no-column");
        if (mapping.Of(ColumnUse.Key).Count() != 1)
            throw new MappingFaultException(
                "One column must hold the e-mail address, by which a contact is known. Choose it.", "no-key");
        if (mapping.Of(ColumnUse.Account).Count() > 1)
            throw new MappingFaultException("A contact is on one account: only one column can name it.", "two-accounts");
        foreach (var column in mapping.Of(ColumnUse.Field, ColumnUse.TagIf).Where(c => string.IsNullOrWhiteSpace(c.Target)))
            throw new MappingFaultException($"It is not said into which field or tag the column '{column.Column}' goes.", "no-target");
        var fields = mapping.Of(ColumnUse.Field).GroupBy(c => c.Target, StringComparer.OrdinalIgnoreCase);
        if (fields.FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new MappingFaultException(
                $"Two columns go into the field '{twice.Key}': {string.Join(" and ", twice.Select(c => c.Column))}. Leave one out.",
                "two-columns");
        if (mapping.TagsOfAll.Count > MostTags || mapping.TagsOfAll.Any(t => string.IsNullOrWhiteSpace(t) || t.Length > LongestName))
            throw new MappingFaultException(
                $"The tags of all contacts are at most {MostTags} names, of which none is empty.", "wrong-tags");
        if (mapping.Automations is not (null or "run" or "skip"))
            throw new MappingFaultException("The answer on automations is 'run' or 'skip'.", "wrong-automations");
        if (!mapping.CreateContacts && mapping.Columns.All(c => c.Use is ColumnUse.Ignore or ColumnUse.Key) && mapping.TagsOfAll.Count == 0)
            throw new MappingFaultException(
                "Nothing would be loaded: no column but the address has a use. Choose one, or let contacts be created.", "nothing");
    }
}
