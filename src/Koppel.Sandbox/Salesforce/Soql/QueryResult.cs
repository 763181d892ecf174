using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>What a query found. Values are read when they are shown, under the org's lock.</summary>
/// <param name="Scope">The query.</param>
/// <param name="Total">How many rows there are; of COUNT() the count.</param>
internal sealed record QueryResult(Scope Scope, int Total)
{
    /// <summary>The rows of the table; none when the query makes aggregates.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];

    /// <summary>What is shown of each; null when the query makes aggregates.</summary>
    public Selection? Selection { get; init; }

    /// <summary>VIEW or REFERENCE, when somebody looks at these rows; null otherwise.</summary>
    public string? For { get; init; }

    /// <summary>The columns of aggregates; null when there are none.</summary>
    public IReadOnlyList<(string Name, OrgField Field)>? Columns { get; init; }

    /// <summary>The values of aggregates, by row.</summary>
    public IReadOnlyList<object?[]> Values { get; init; } = [];
}
