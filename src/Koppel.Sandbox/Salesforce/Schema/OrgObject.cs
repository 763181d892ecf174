namespace Koppel.Sandbox.Salesforce.Schema;

/// <summary>An object of the org, with what describe says of it.</summary>
/// <param name="Name">Its API name.</param>
/// <param name="KeyPrefix">The first three characters of its records' ids; null for an object without records of its own.</param>
/// <param name="Label">What users call one.</param>
/// <param name="LabelPlural">What users call many.</param>
internal sealed record OrgObject(string Name, string? KeyPrefix, string Label, string LabelPlural)
{
    readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields in the order of describe.</summary>
    public IReadOnlyList<OrgField> Fields
    {
        get;
        init
        {
            field = value;
            foreach (var (place, one) in value.Index()) _places.Add(one.Name, place);
        }
    } = [];

    public bool Queryable { get; init; } = true;

    public bool Createable { get; init; } = true;

    public bool Updateable { get; init; } = true;

    public bool Deletable { get; init; } = true;

    /// <summary>Whether deleted records lie in the recycle bin.</summary>
    public bool Undeletable { get; init; } = true;

    public bool Searchable { get; init; } = true;

    public bool Layoutable { get; init; } = true;

    public bool Mergeable { get; init; }

    public bool Triggerable { get; init; } = true;

    public bool Replicateable { get; init; } = true;

    public bool FeedEnabled { get; init; }

    /// <summary>The object that it comes along with, such as one for history or events; null for none.</summary>
    public string? AssociateParent { get; init; }

    /// <summary>What it is to that object: History, Share, ChangeEvent, Feed.</summary>
    public string? AssociateType { get; init; }

    public bool IsCustom => Name.EndsWith("__c", StringComparison.OrdinalIgnoreCase);

    /// <summary>The place of a field; -1 when there is none of that name, whatever its case.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    public OrgField? Field(string name) => PlaceOf(name) is >= 0 and var place ? Fields[place] : null;

    /// <summary>The field that names a record to people; null where none does.</summary>
    public OrgField? NameField => Fields.FirstOrDefault(one => one.NameField);
}
