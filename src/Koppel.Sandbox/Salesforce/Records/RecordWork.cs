using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Something to do with one record.</summary>
/// <param name="Verb">What.</param>
/// <param name="Type">The object; null for a deletion by an id that says it.</param>
internal sealed record RecordWork(RecordVerb Verb, OrgObject? Type)
{
    /// <summary>The record's id; null where there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The field that an upsert goes by.</summary>
    public OrgField? Key { get; init; }

    /// <summary>What stands in that field; null for nothing.</summary>
    public object? KeyValue { get; init; }

    /// <summary>The fields to write, the key and the id aside.</summary>
    public IReadOnlyList<SentCell> Cells { get; init; } = [];
}

internal enum RecordVerb
{
    Create,
    Update,
    Upsert,
    Delete,
    HardDelete,
}
