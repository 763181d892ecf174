namespace Koppel.Engine.Sql;

/// <summary>Names with a meaning of their own.</summary>
internal static class Names
{
    /// <summary>The session's own tables.</summary>
    public const string Memory = "inmemorystorage";

    /// <summary>Its short name.</summary>
    public const string MemoryShort = "memory";

    /// <summary>The connection that shows the ledger.</summary>
    public const string Ledger = "koppel";

    /// <summary>The connection that shows what there is: connections, tables, columns, functions.</summary>
    public const string System = "system";

    /// <summary>What DuckDB knows it by, which has a catalog <c>system</c> of its own.</summary>
    const string SystemInside = "koppel_system";

    /// <summary>A catalog for rows that are kept while a statement runs.</summary>
    public const string Stage = "koppel_stage";

    /// <summary>In the catalog of a connection, the schema in which its tables show their hidden columns too, behind the others.</summary>
    public const string WithHidden = "koppel_hidden";

    /// <summary>The same, with names for the hidden columns that no other table has.</summary>
    public const string HiddenApart = "koppel_apart";

    /// <summary>A table and its connection as the user writes them.</summary>
    public static string Reference(string table, string connection) => $"{table}@{connection}";

    /// <summary>The catalog of DuckDB in which a connection's tables are.</summary>
    public static string Catalog(string connection) =>
        IsMemory(connection) ? Memory : connection.Equals(System, StringComparison.OrdinalIgnoreCase) ? SystemInside : connection;

    /// <summary>The connection whose tables are in a catalog of DuckDB.</summary>
    public static string Connection(string catalog) => catalog.Equals(SystemInside, StringComparison.OrdinalIgnoreCase) ? System : catalog;

    /// <summary>Whether the alias means the session's own tables.</summary>
    public static bool IsMemory(string alias) =>
        alias.Equals(Memory, StringComparison.OrdinalIgnoreCase) || alias.Equals(MemoryShort, StringComparison.OrdinalIgnoreCase);
}
