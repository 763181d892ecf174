using Koppel.Engine.Binding;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Engine.SystemTables;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>Says how a table is written that a statement names without its connection.</summary>
internal sealed class TableHint(ConnectionSet connections)
{
    /// <summary>So many are named at most.</summary>
    const int Most = 3;

    /// <summary>One sentence for a table that is not there.</summary>
    /// <param name="name">As it stands in the statement, such as <c>contacts</c> or <c>ac.contacts</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> OfAsync(string name, CancellationToken cancellationToken)
    {
        var table = name[(name.LastIndexOf('.') + 1)..];
        var known = new List<(string Name, string Connection)>();
        foreach (var connection in connections.All)
            known.AddRange((await NamesOfAsync(connection, cancellationToken)).Select(n => (n, connection.Name)));
        // The ledger need not be opened for their names.
        if (connections.Find(Names.Ledger) is not null)
            known.AddRange(LedgerTables.All.Select(t => t.Name).Append(ChangesTable.Name).Select(n => (n, Names.Ledger)));
        known.AddRange(SystemCatalog.TableNames.Select(n => (n, Names.System)));
        var near = known.Any(k => k.Name.Equals(table, StringComparison.OrdinalIgnoreCase))
            ? table
            : Suggestion.For(table, known.Select(k => k.Name));
        var meant = known.Where(k => k.Name.Equals(near, StringComparison.OrdinalIgnoreCase))
            .Select(k => Names.Reference(k.Name, k.Connection)).Distinct().ToList();
        if (meant.Count > 0)
            return $"A table of a connection is written with it: did you mean "
                + $"{string.Join(" or ", meant.Take(Most))}{(meant.Count > Most ? " …" : "")}?";
        return connections.All.Count == 0
            ? "No connection is configured: name one in koppel.toml or with --connect, then write table@connection."
            : $"A table of a connection is written with it, such as {table}@{connections.All[0].Name}; koppel tables lists those that "
                + $"there are.";
    }

    async Task<IEnumerable<string>> NamesOfAsync(ConnectionSettings connection, CancellationToken cancellationToken)
    {
        try
        {
            return (await connections.Open(connection).ListAsync(cancellationToken)).SelectMany(
                t => t.Schema.Synonyms.Prepend(t.Schema.Name));
        }
        catch (ConnectorException)
        {
            return []; // It cannot be looked into, and a hint is no reason to speak of that.
        }
    }
}
