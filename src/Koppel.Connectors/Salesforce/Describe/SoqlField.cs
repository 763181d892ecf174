using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>A column and the field that it shows.</summary>
/// <param name="Path">How SOQL speaks of it: <c>Email</c>, <c>Account.Name</c>, <c>What.Type</c>.</param>
/// <param name="Field">The field.</param>
/// <param name="Column">The column.</param>
internal sealed record SoqlField(string Path, OrgField Field, Column Column)
{
    /// <summary>The names on the way from the row to the value, the last being the field.</summary>
    public IReadOnlyList<string> Names { get; } = Path.Split('.');

    /// <summary>It belongs to a related record: it is null where there is none, a truth value too.</summary>
    public bool IsRelated => Names.Count > 1;

    /// <summary>It cannot be read by a job. Source: Salesforce's page on what Bulk API 2.0 queries refuse.</summary>
    public bool IsRestOnly => Field.IsCompound || Field.Type is "base64";
}
