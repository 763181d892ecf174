using Koppel.Sdk.Schema;

namespace Koppel.Simulation.Runs;

/// <summary>A kind of load: its statement, and the rows that it is given in place of what DuckDB would read.</summary>
/// <param name="Name">What it is called in a trace.</param>
/// <param name="Script">Its script. Of the query nothing is run.</param>
/// <param name="Table">Its target.</param>
/// <param name="Operation">What is done with the rows.</param>
/// <param name="Columns">The columns that it fills.</param>
internal sealed record Workload(string Name, string Script, string Table, WriteOperation Operation, params IReadOnlyList<string> Columns)
{
    /// <summary>Columns that tell which row an update means.</summary>
    public IReadOnlyList<string> IdentifiedBy { get; init; } = [];

    /// <summary>Tags by address and name, which travel by the importer.</summary>
    public static readonly Workload Tags = new(
        "tags by name", "insert into ContactTagsByEmail@ac (email, tag) select email, tag from given@here", "ContactTagsByEmail",
        WriteOperation.Insert, "email", "tag");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Workload> All = [Tags];
}
