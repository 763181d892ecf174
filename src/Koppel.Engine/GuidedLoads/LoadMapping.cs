namespace Koppel.Engine.GuidedLoads;

/// <summary>What the columns of a source are for a target, and what else a person has said of the load.</summary>
/// <param name="Connection">The connection into which it loads.</param>
/// <param name="Columns">The columns of the source.</param>
public sealed record LoadMapping(string Connection, IReadOnlyList<MappedColumn> Columns)
{
    /// <summary>Whether contacts are created that are not there; otherwise their rows are rejected, or left and told.</summary>
    public bool CreateContacts { get; init; }

    /// <summary>Names of tags that every contact of the source gets.</summary>
    public IReadOnlyList<string> TagsOfAll { get; init; } = [];

    /// <summary>Whether tags are created that are not there; otherwise their rows are rejected.</summary>
    public bool CreateTags { get; init; } = true;

    /// <summary><c>run</c> or <c>skip</c>, as a person has answered; null while nobody has.</summary>
    public string? Automations { get; init; }

    /// <summary>
    /// Whether people are subscribed again who have left a list: they have asked for it. Otherwise their rows are rejected. It is never
    /// kept: it is said of these people, and not of those of the next month.
    /// </summary>
    public bool Resubscribe { get; init; }

    /// <summary>The column by which a contact is known, or null.</summary>
    public MappedColumn? Key => Columns.FirstOrDefault(c => c.Use == ColumnUse.Key);

    /// <summary>The columns of a use.</summary>
    internal IEnumerable<MappedColumn> Of(params ColumnUse[] uses) => Columns.Where(c => uses.Contains(c.Use));
}
