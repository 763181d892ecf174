namespace Koppel.Sandbox.Salesforce.Schema;

/// <summary>A field of an object, with what describe says of it. What follows from the type is not said again.</summary>
/// <param name="Name">Its API name.</param>
/// <param name="Label">What users read.</param>
/// <param name="Type">What it holds.</param>
internal sealed record OrgField(string Name, string Label, FieldType Type)
{
    /// <summary>The most characters of a text.</summary>
    public int Length { get; init; }

    /// <summary>How many digits a number has at most, those behind the point included.</summary>
    public int Precision { get; init; }

    public int Scale { get; init; }

    /// <summary>How many digits a whole number has at most.</summary>
    public int Digits { get; init; }

    /// <summary>Whether it may be empty.</summary>
    public bool Nillable { get; init; } = true;

    public bool Createable { get; init; } = true;

    public bool Updateable { get; init; } = true;

    /// <summary>Whether a record gets a value by itself.</summary>
    public bool DefaultedOnCreate { get; init; }

    /// <summary>The value that a new record gets: a text, a boolean or a number.</summary>
    public object? Default { get; init; }

    public bool ExternalId { get; init; }

    /// <summary>Whether a record can be looked up by it, as by an external id.</summary>
    public bool IdLookup { get; init; }

    public bool Unique { get; init; }

    public bool CaseSensitive { get; init; }

    public bool NameField { get; init; }

    public bool AutoNumber { get; init; }

    /// <summary>The objects that it may refer to; none when it is no reference.</summary>
    public IReadOnlyList<string> ReferenceTo { get; init; } = [];

    /// <summary>The name by which a query goes to the record that it refers to.</summary>
    public string? RelationshipName { get; init; }

    /// <summary>The name by which a query goes from there to the records that refer to it; null for none.</summary>
    public string? ChildRelationship { get; init; }

    /// <summary>Whether records go with the one that they refer to: a detail of its master.</summary>
    public bool CascadeDelete { get; init; }

    /// <summary>Whether the record that it refers to cannot be deleted before this one.</summary>
    public bool RestrictedDelete { get; init; }

    /// <summary>The values to choose from; none when it is no picklist.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether other values than those are refused.</summary>
    public bool Restricted { get; init; }

    /// <summary>The compound field that it is a part of.</summary>
    public string? Compound { get; init; }

    public string? ExtraTypeInfo { get; init; }

    public bool HtmlFormatted { get; init; }

    public string? Help { get; init; }

    public Computation Computed { get; init; }

    /// <summary>The lookup and the field there, of a value <see cref="Computation.FromParent"/>.</summary>
    public string? From { get; init; }

    /// <summary>The formula as it was set up; null for none.</summary>
    public string? Formula { get; init; }

    /// <summary>Whether it is filtered, sorted, grouped or aggregated by as little as <see cref="Uses"/> says; null for what its type
    /// allows.</summary>
    public Uses? Only { get; init; }

    public bool IsCustom => Name.EndsWith("__c", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its references may go to several objects, so that only what these have in common can be reached.</summary>
    public bool IsPolymorphic => ReferenceTo.Count > 1;

    public bool IsText => Type is FieldType.String or FieldType.TextArea or FieldType.Picklist or FieldType.MultiPicklist
        or FieldType.Combobox or FieldType.Email or FieldType.Phone or FieldType.Url;

    public bool IsNumber => Type is FieldType.Int or FieldType.Double or FieldType.Currency or FieldType.Percent;

    public bool IsReference => Type is FieldType.Id or FieldType.Reference;

    public bool IsCompound => Type is FieldType.Address or FieldType.Location;

    /// <summary>What a query may do with it.</summary>
    public Uses Uses => Only ?? Type switch
    {
        FieldType.Boolean => Uses.Filter | Uses.Sort | Uses.Group,
        FieldType.Double or FieldType.Currency or FieldType.Percent or FieldType.DateTime => Uses.Filter | Uses.Sort | Uses.Aggregate,
        FieldType.Time => Uses.Filter | Uses.Sort | Uses.Aggregate,
        FieldType.TextArea when Length > 255 => Uses.None,
        FieldType.Address or FieldType.Location or FieldType.MultiPicklist => Uses.Filter,
        _ => Uses.Filter | Uses.Sort | Uses.Group | Uses.Aggregate,
    };
}

/// <summary>What a query may do with a field besides showing it.</summary>
[Flags]
internal enum Uses
{
    None = 0,
    Filter = 1,
    Sort = 2,
    Group = 4,
    Aggregate = 8,
}
