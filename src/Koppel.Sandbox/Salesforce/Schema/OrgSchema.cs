namespace Koppel.Sandbox.Salesforce.Schema;

/// <summary>The objects of an org, by name and by key prefix, and what refers to what.</summary>
internal sealed class OrgSchema
{
    readonly Dictionary<string, OrgObject> _byName;
    readonly Dictionary<string, OrgObject> _byPrefix;
    readonly ILookup<string, ChildRelationship> _children;

    public OrgSchema(IReadOnlyList<OrgObject> objects)
    {
        Objects = objects;
        _byName = objects.ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);
        _byPrefix = objects.Where(one => one.KeyPrefix is not null).ToDictionary(one => one.KeyPrefix!, StringComparer.Ordinal);
        _children = (from child in objects from field in child.Fields from parent in field.ReferenceTo
                     select (Parent: parent, Relationship: new ChildRelationship(child, field)))
            .ToLookup(one => one.Parent, one => one.Relationship, StringComparer.Ordinal);
    }

    /// <summary>All objects in the order of describe.</summary>
    public IReadOnlyList<OrgObject> Objects { get; }

    /// <summary>An object by its name, whatever the case; null for none.</summary>
    public OrgObject? Find(string name) => _byName.GetValueOrDefault(name);

    public OrgObject? ByPrefix(string prefix) => _byPrefix.GetValueOrDefault(prefix);

    /// <summary>What refers to records of an object.</summary>
    public IEnumerable<ChildRelationship> ChildrenOf(OrgObject parent) => _children[parent.Name];

    /// <summary>The children that a query reaches by a name; null for none.</summary>
    public ChildRelationship? ChildOf(OrgObject parent, string relationship) =>
        _children[parent.Name].FirstOrDefault(one => relationship.Equals(one.Field.ChildRelationship, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A field of a child that refers to a parent.</summary>
internal sealed record ChildRelationship(OrgObject Child, OrgField Field);
