using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Where the values of a path come from.</summary>
/// <param name="Field">The field at its end.</param>
/// <param name="Steps">The records that it goes by.</param>
/// <param name="Get">The value for a row; null where one of those records is not there.</param>
internal sealed record Source(OrgField Field, IReadOnlyList<Step> Steps, Func<int, object?> Get)
{
    /// <summary>The column at its end, and how a row gets there; null where the end is in one of several tables.</summary>
    public (Column Column, Func<int, int> Hop)? Direct { get; init; }

    /// <summary>The path as the platform writes it.</summary>
    public string Path => string.Join('.', Steps.Select(step => step.Name).Append(Field.Name));
}

/// <summary>A step to the record that a lookup names.</summary>
/// <param name="Name">The name of the relationship.</param>
/// <param name="IsPolymorphic">Whether it may lead to one of several objects.</param>
/// <param name="Target">The record that a row of the query's own object leads to; null for none.</param>
internal sealed record Step(string Name, bool IsPolymorphic, Func<int, (RecordTable Table, int Row)?> Target);

/// <summary>Something that has a value for each row, or each group of rows.</summary>
/// <param name="Field">What kind of value.</param>
/// <param name="Get">The value.</param>
internal sealed record Bound<TRow>(OrgField Field, Func<TRow, object?> Get);
