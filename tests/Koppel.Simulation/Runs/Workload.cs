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

    /// <summary>Some of its rows are inserted, others deleted.</summary>
    public bool IsMixed { get; init; }

    /// <summary>What is done with a row. Of a mixed load the values tell it.</summary>
    public WriteOperation OperationOf(IReadOnlyList<string?> values) =>
        IsMixed && values[1]?.Trim().EndsWith('1') == true ? WriteOperation.Delete : Operation;

    /// <summary>Tags by address and name: by the importer, or by single calls where they are few.</summary>
    public static readonly Workload Tags = Insert("ContactTagsByEmail", "email", "tag");

    /// <summary>Tags by the ids of contact and tag.</summary>
    public static readonly Workload TagIds = Insert("contactTags", "contact", "tag");

    /// <summary>Tags are taken off, each by a call of its own.</summary>
    public static readonly Workload Untag = new(
        "delete ContactTagsByEmail", "delete from ContactTagsByEmail@ac where tag = 'x'", "ContactTagsByEmail", WriteOperation.Delete,
        "email", "tag");

    /// <summary>Tags are given and taken off in one load, as a synchronize, a merge or a plan that is applied does.</summary>
    public static readonly Workload Mirror = new(
        "synchronize ContactTagsByEmail",
        "synchronize given@here to ContactTagsByEmail@ac with insert or delete identified by email, tag", "ContactTagsByEmail",
        WriteOperation.Insert, "email", "tag") { IsMixed = true };

    /// <summary>Contacts: those that are there get the name, the others are created.</summary>
    public static readonly Workload Contacts = Insert("contacts", "email", "firstName");

    /// <summary>Contacts that are there get a name, each by a call of its own.</summary>
    public static readonly Workload Rename = new(
        "update contacts", "update contacts@ac set firstName = 'x' where id = 1", "contacts", WriteOperation.Update, "id", "firstName");

    /// <summary>Names of tags: each is created once.</summary>
    public static readonly Workload NewTags = Insert("tags", "tag");

    /// <summary>Notes: nothing tells one from another, so that none may be sent twice.</summary>
    public static readonly Workload Notes = Insert("notes", "note", "reltype", "relid");

    /// <summary>All of them. The first is the plainest, and comes most often.</summary>
    public static readonly IReadOnlyList<Workload> All = [Tags, Tags, Contacts, TagIds, Untag, NewTags, Notes, Rename, Mirror];

    static Workload Insert(string table, params IReadOnlyList<string> columns)
    {
        var names = string.Join(", ", columns);
        var script = $"insert into {table}@ac ({names}) select {names} from given@here";
        return new($"insert {table}", script, table, WriteOperation.Insert, columns);
    }
}
