using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Binding;

/// <summary>Finds the connection and the table behind each <c>name@alias</c> of a statement.</summary>
internal sealed class Binder(ConnectionSet connections)
{
    static readonly HashSet<string> NoNames = [];

    /// <summary>Binds all references of a statement.</summary>
    /// <param name="script">The script, for positions.</param>
    /// <param name="sql">The statement, rewritten.</param>
    /// <param name="identifiers">Names that the statement uses: a hidden column is shown to it when it names it.</param>
    /// <param name="definitions">Views and macros that the statement uses.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">A connection or table is not there.</exception>
    public async Task<BoundStatement> BindAsync(
        string script, RewrittenSql sql, IReadOnlySet<string> identifiers, IReadOnlyList<Definition> definitions,
        CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(
            identifiers.Concat(definitions.SelectMany(d => Definitions.NamesIn(d.Text))), StringComparer.OrdinalIgnoreCase);
        var tables = new Dictionary<string, BoundTable>(StringComparer.OrdinalIgnoreCase);
        var files = new Dictionary<string, FileUse>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in sql.References.Where(r => !Names.IsMemory(r.Alias)))
        {
            var (connection, table) = await FindAsync(script, reference, cancellationToken, names);
            if (!Use(connection, table, reference.FullName))
                throw Fault(script, reference, $"{reference.Text} can be written but not read.");
        }
        foreach (var (alias, name) in definitions.SelectMany(d => Definitions.TablesIn(d.Text)))
        {
            // It can also be a column behind a table's name: what is no table is left to DuckDB.
            if (FindConnection(alias) is { } connection
                && await connections.Open(connection).FindAsync(name, names, cancellationToken) is { } table)
                Use(connection, table, name);
        }
        var bound = new BoundStatement(sql, [.. tables.Values], [.. files.Values]) { Names = names, Definitions = definitions };
        return bound with { Sql = bound.Showing(sql) };

        bool Use(ConnectionSettings connection, ITable table, string writtenName)
        {
            if (table is IFileTable file)
                files.TryAdd(Names.Reference(writtenName, connection.Name), new FileUse(connection.Name, writtenName, file));
            if (table is not IScanTable scan) return table is IFileTable;
            var reference = Names.Reference(table.Schema.Name, connection.Name);
            var bound = tables.GetValueOrDefault(reference) ?? new BoundTable(connection.Name, scan, [], Shown(table.Schema, names));
            if (bound.WrittenNames.Contains(writtenName, StringComparer.OrdinalIgnoreCase)) return true;
            tables[reference] = bound with { WrittenNames = [.. bound.WrittenNames, writtenName] };
            return true;
        }
    }

    static List<Column> Shown(TableSchema schema, HashSet<string> names) =>
        [.. schema.Columns.Where(c => !c.WriteOnly && (!c.Hidden || names.Contains(c.Name)))];

    /// <summary>The connection and table behind a reference.</summary>
    /// <exception cref="QueryException">One of them is not there.</exception>
    public async Task<(ConnectionSettings Connection, ITable Table)> FindAsync(
        string script, TableReference reference, CancellationToken cancellationToken, IReadOnlySet<string>? names = null)
    {
        var connection = FindConnection(reference.Alias) ?? throw Fault(script, reference, UnknownConnection(reference.Alias));
        var catalog = connections.Open(connection);
        if (await catalog.FindAsync(reference.FullName, names ?? NoNames, cancellationToken) is { } table) return (connection, table);
        throw Fault(script, reference, await UnknownTableAsync(reference.FullName, connection, cancellationToken));
    }

    /// <summary>The connection of that name, or null.</summary>
    public ConnectionSettings? FindConnection(string alias) => connections.Find(alias);

    /// <summary>Says that there is no such connection, and which there are.</summary>
    public string UnknownConnection(string alias)
    {
        var known = connections.All.Select(c => c.Name).Append(Names.Memory).ToList();
        return $"There is no connection '{alias}'. {Suggestion.For(alias, known) switch
        {
            { } near => $"Did you mean '{near}'?",
            null when known.Count == 1 => "None is configured: name it in koppel.toml or with --connect.",
            null => $"There are: {string.Join(", ", known)}.",
        }}";
    }

    /// <summary>Says that there is no such table, and which there are.</summary>
    public async Task<string> UnknownTableAsync(string name, ConnectionSettings connection, CancellationToken cancellationToken)
    {
        var known = await connections.Open(connection).ListAsync(cancellationToken);
        return UnknownTable(name, connection, known.Select(t => t.Schema));
    }

    /// <summary>The same, of tables that are known.</summary>
    public static string UnknownTable(string name, ConnectionSettings connection, IEnumerable<TableSchema> tables)
    {
        var known = tables.SelectMany(t => t.Synonyms.Prepend(t.Name)).ToList();
        var hint = Suggestion.For(name, known) is { } near ? $"Did you mean {Names.Reference(near, connection.Name)}?"
            : known.Count == 0 ? "It has no tables."
            : $"It has: {string.Join(", ", known.Take(20))}{(known.Count > 20 ? ", …" : "")}.";
        return $"Connection '{connection.Name}' has no table '{name}'. {hint}";
    }

    static QueryException Fault(string script, TableReference reference, string message) =>
        QueryException.At(script, reference.Start, reference.Length, message);
}
