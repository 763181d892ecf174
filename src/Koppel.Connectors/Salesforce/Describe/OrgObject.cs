namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>An object as Salesforce lists it. Source: REST resource <c>sobjects</c>.</summary>
/// <param name="Name">Its name, such as <c>Contact</c>.</param>
/// <param name="Label">What people call it.</param>
internal record ObjectSummary(string Name, string Label)
{
    public bool Queryable { get; init; }

    public bool Createable { get; init; }

    public bool Updateable { get; init; }

    public bool Deletable { get; init; }

    public bool Undeletable { get; init; }

    public bool Triggerable { get; init; }

    /// <summary>The first three characters of its ids, or null.</summary>
    public string? KeyPrefix { get; init; }
}

/// <summary>An object with its fields.</summary>
internal sealed record OrgObject(string Name, string Label, IReadOnlyList<OrgField> Fields) : ObjectSummary(Name, Label)
{
    readonly Dictionary<string, OrgField> _byName = Fields.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The field of that name without regard to case, or null.</summary>
    public OrgField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The field through which a related record is spoken of, such as <c>AccountId</c> for <c>Account</c>; null for none.
    /// </summary>
    public OrgField? Through(string relationship) =>
        Fields.FirstOrDefault(f => string.Equals(f.RelationshipName, relationship, StringComparison.OrdinalIgnoreCase));
}
