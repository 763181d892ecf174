using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Binding;

/// <summary>A file table in a statement.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Name">The table's name as the user wrote it.</param>
/// <param name="Table">The table.</param>
internal sealed record FileUse(string Connection, string Name, IFileTable Table)
{
    /// <summary>The table, such as <c>orders@shop</c>.</summary>
    public string Reference => Names.Reference(Name, Connection);

    /// <summary>The table as SQL.</summary>
    public string SqlName => $"{SqlText.Identifier(Connection)}.{SqlText.Identifier(Name)}";
}
