namespace Koppel.Sandbox.Salesforce.Schema;

/// <summary>What a field holds, as describe names it in its <c>type</c>.</summary>
internal enum FieldType
{
    Id,
    Reference,
    String,
    TextArea,
    Picklist,
    MultiPicklist,
    Combobox,
    Boolean,
    Int,
    Double,
    Currency,
    Percent,
    Date,
    DateTime,
    Time,
    Email,
    Phone,
    Url,
    Address,
    Location,
}
