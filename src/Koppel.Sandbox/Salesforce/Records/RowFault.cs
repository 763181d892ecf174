namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Why a record was not written.</summary>
/// <param name="Code">The platform's code.</param>
/// <param name="Message">Its words.</param>
/// <param name="Fields">The fields that it is about.</param>
internal sealed record RowFault(string Code, string Message, params IReadOnlyList<string> Fields)
{
    public static RowFault NoField(string name, string type) => new("INVALID_FIELD", $"No such column '{name}' on sobject of type {type}");

    public static RowFault NotWritable(string name) => new("INVALID_FIELD_FOR_INSERT_UPDATE",
        $"Unable to create/update fields: {name}. Please check the security settings of this field and verify that it is read/write for "
        + "your profile or permission set.", name);

    public static RowFault Missing(IReadOnlyList<string> names) =>
        new("REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", names)}]", names);

    public static RowFault WrongType(string field, string label, object? value) =>
        new("INVALID_TYPE_ON_FIELD_IN_RECORD", $"{label}: value not of required type: {value ?? "null"}", field);

    public static RowFault MalformedId(string field, string label, string value) =>
        new("MALFORMED_ID", $"{label}: id value of incorrect type: {value}", field);

    /// <summary>An id of the right form that no record has.</summary>
    public static RowFault NoRecord() => new("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");

    public static RowFault Deleted() => new("ENTITY_IS_DELETED", "entity is deleted");

    public static RowFault Locked(string id) =>
        new("UNABLE_TO_LOCK_ROW", $"unable to obtain exclusive access to this record or 1 records: {id}");

    public static RowFault RolledBack() => new("ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "Record rolled back because not all records were valid and the request was using AllOrNone header");
}
