namespace Koppel.Engine.GuidedLoads;

/// <summary>
/// Proposes what the columns of a source are, by their headings, by what they hold and by the names of the account. What is not sure enough
/// is left out, and told with what it may be.
/// </summary>
public static class MappingProposer
{
    /// <summary>What is less sure is left out.</summary>
    const double Enough = 0.5;

    /// <summary>Proposes a mapping.</summary>
    /// <param name="connection">The connection into which it is to load.</param>
    /// <param name="facts">What was seen in the source.</param>
    /// <param name="names">What the account has names for.</param>
    public static LoadMapping Propose(string connection, SourceFacts facts, TargetNames names)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(names);
        var key = KeyOf(facts);
        var columns = facts.Columns.Select(c => c.Name == key?.Column ? key : Best(c, names)).ToList();
        Settle(columns);
        var takesPeople = columns.Exists(c => c is { Use: ColumnUse.Field, Target: "firstName" or "lastName" });
        return new LoadMapping(connection, columns) { CreateContacts = takesPeople };
    }

    /// <summary>The column of addresses: by its content, and of several by its heading.</summary>
    static MappedColumn? KeyOf(SourceFacts facts)
    {
        var found = facts.Columns.Select(c => (Column: c, Heading: HeadingMatch.OfThing(c.Name, HeadingWords.Email)))
            .Where(c => c.Column.Look == ColumnLook.Email || (c.Heading?.Sure >= 0.9 && c.Column.Filled == 0))
            .OrderByDescending(c => (c.Heading?.Sure ?? 0) + c.Column.Share).ToList();
        if (found.Count == 0) return null;
        var (column, heading) = found[0];
        var isAlone = found.Count == 1 || (heading?.Sure ?? 0) > (found[1].Heading?.Sure ?? 0);
        var sure = (heading?.Sure >= 0.9 ? 0.99 : 0.92) * (0.5 + 0.5 * column.Share) * (isAlone ? 1 : 0.75);
        return new MappedColumn(column.Name, ColumnUse.Key)
        {
            Sure = Rounded(sure), Why = heading is null ? "content" : "heading", Share = Rounded(column.Share),
        };
    }

    static MappedColumn Best(ColumnFacts column, TargetNames names)
    {
        if (column.Filled == 0) return new MappedColumn(column.Name, ColumnUse.Ignore) { Sure = 0.99, Why = "empty" };
        if (HeadingMatch.OfThing(column.Name, HeadingWords.OptOut) is { Sure: > 0.7 })
            return new MappedColumn(column.Name, ColumnUse.Ignore) { Sure = 0.9, Why = "opt-out" };
        if (column.Look == ColumnLook.Email) return new MappedColumn(column.Name, ColumnUse.Ignore) { Sure = 0.8, Why = "other-email" };
        var best = new ColumnProposals(column, names).All().OrderByDescending(p => p.Sure).FirstOrDefault();
        if (best is null)
            return HeadingMatch.OfThing(column.Name, HeadingWords.FullName) is { Sure: > 0.7 }
                ? new MappedColumn(column.Name, ColumnUse.Ignore) { Sure = 0.7, Why = "full-name" }
                : new MappedColumn(column.Name, ColumnUse.Ignore) { Sure = 0.5, Why = "no-target" };
        best = best with { Sure = Rounded(best.Sure) };
        return best.Sure >= Enough ? best
            : best with { Use = ColumnUse.Ignore, Sure = Rounded(1 - best.Sure), Why = "not-sure", Target = null };
    }

    /// <summary>Of two columns for one thing the surer has it.</summary>
    static void Settle(List<MappedColumn> columns)
    {
        var taken = columns.Index().Where(c => c.Item.Use is ColumnUse.Field or ColumnUse.Account)
            .GroupBy(c => c.Item.Use == ColumnUse.Account ? "\0account" : c.Item.Target!, StringComparer.OrdinalIgnoreCase);
        foreach (var (index, column) in taken.SelectMany(g => g.OrderByDescending(c => c.Item.Sure).Skip(1)).ToList())
            columns[index] = new MappedColumn(column.Column, ColumnUse.Ignore) { Sure = 0.6, Why = "taken", Like = column.Target };
    }

    static double Rounded(double sure) => Math.Round(Math.Clamp(sure, 0, 0.99), 2);
}
