using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>A field of an object as Salesforce describes it. Source: REST resource <c>sobjects/X/describe</c>.</summary>
internal sealed record OrgField
{
    public required string Name { get; init; }

    public required string Label { get; init; }

    /// <summary>Salesforce's word for what it holds, such as <c>picklist</c>.</summary>
    public required string Type { get; init; }

    public int Length { get; init; }

    public int Precision { get; init; }

    public int Scale { get; init; }

    public bool Nillable { get; init; }

    public bool Createable { get; init; }

    public bool Updateable { get; init; }

    public bool DefaultedOnCreate { get; init; }

    public bool Calculated { get; init; }

    public bool Filterable { get; init; }

    public bool Sortable { get; init; }

    public bool Groupable { get; init; }

    public bool Aggregatable { get; init; }

    public bool ExternalId { get; init; }

    public bool IdLookup { get; init; }

    public bool Unique { get; init; }

    public bool CaseSensitive { get; init; }

    public IReadOnlyList<string> ReferenceTo { get; init; } = [];

    /// <summary>The name by which the record that it refers to is spoken of, such as <c>Account</c>; null where there is none.</summary>
    public string? RelationshipName { get; init; }

    /// <summary>A value of which it is a part or that it is itself, such as <c>MailingAddress</c>; null for none.</summary>
    public string? CompoundFieldName { get; init; }

    /// <summary>It holds several values together, which have fields of their own too: an address, a place.</summary>
    public bool IsCompound => Type is "address" or "location" or "complexvalue";

    /// <summary>It is a row's id, or that of another row.</summary>
    public bool IsId => Type is "id" or "reference" or "masterrecord";

    /// <summary>It may refer to rows of several objects.</summary>
    public bool IsPolymorphic => Type == "reference" && ReferenceTo.Count > 1 && RelationshipName is not null;

    /// <summary>Several values as one text, which Salesforce compares in an order of its own.</summary>
    public bool IsSet => Type == "multipicklist";

    /// <summary>A row can be found by it for an upsert.</summary>
    public bool IsUpsertKey => ExternalId || IdLookup;

    /// <summary>A new row must give it a value.</summary>
    public bool IsRequired => Createable && !Nillable && !DefaultedOnCreate && Type != "boolean";

    /// <summary>What kind of values it is compared as.</summary>
    public FieldClass Class => Type switch
    {
        "id" or "reference" or "masterrecord" => FieldClass.Id,
        "int" or "long" or "currency" or "percent" or "double" => FieldClass.Number,
        "date" => FieldClass.Date,
        "datetime" => FieldClass.Instant,
        "time" => FieldClass.Time,
        "boolean" => FieldClass.Truth,
        "picklist" => FieldClass.Picklist,
        "string" or "email" or "phone" or "url" or "combobox" or "textarea" => FieldClass.Text,
        _ => FieldClass.Other,
    };

    /// <summary>The column's type: numbers exactly as they are described, unless they are places on earth.</summary>
    public ColumnType ColumnType => Type switch
    {
        "boolean" => ColumnKind.Boolean,
        "int" => ColumnKind.Integer,
        "long" => ColumnKind.BigInt,
        "currency" or "percent" or "double" when Precision is > 0 and <= 38 && Scale <= 12 && Scale <= Precision =>
            new ColumnType(ColumnKind.Decimal, (byte)Precision, (byte)Scale),
        "currency" or "percent" or "double" => ColumnKind.Double,
        "date" => ColumnKind.Date,
        "datetime" => ColumnKind.TimestampTz,
        "time" => ColumnKind.Time,
        "address" or "location" or "complexvalue" or "json" => ColumnKind.Json,
        _ => ColumnKind.Text,
    };
}

/// <summary>What kind of values a field is compared as.</summary>
internal enum FieldClass
{
    /// <summary>Ids.</summary>
    Id,

    /// <summary>Texts, without regard to case.</summary>
    Text,

    /// <summary>One of several texts.</summary>
    Picklist,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Instants.</summary>
    Instant,

    /// <summary>Times of day.</summary>
    Time,

    /// <summary>True or false, never null.</summary>
    Truth,

    /// <summary>What conditions are not sent for.</summary>
    Other,
}
