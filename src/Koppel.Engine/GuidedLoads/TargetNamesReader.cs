using Koppel.Engine.Binding;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;

namespace Koppel.Engine.GuidedLoads;

/// <summary>Reads what an account has names for, with a few calls.</summary>
/// <param name="session">Reads it.</param>
public sealed class TargetNamesReader(Session session)
{
    /// <summary>The kind of connection into which guided loads go.</summary>
    public const string Kind = "activecampaign";

    const int MostTags = 2_000, MostLists = 500, MostAccounts = 500;

    /// <summary>Reads it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">There is no such connection, or it is of another kind.</exception>
    public async Task<TargetNames> ReadAsync(string connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var name = SourceTable.Name(connection);
        var calls = new Dictionary<string, long>(StringComparer.Ordinal);
        var fields = await FieldsAsync(connection, cancellationToken);
        var tags = await NamesAsync($"select tag from tags@{name} order by id limit {MostTags}", calls, cancellationToken);
        var lists = await NamesAsync($"select name from lists@{name} order by id limit {MostLists}", calls, cancellationToken);
        var accounts = await NamesAsync($"select name from accounts@{name} order by id limit {MostAccounts}", calls, cancellationToken);
        return new TargetNames { Fields = fields, Tags = tags, Lists = lists, Accounts = accounts, Calls = calls };
    }

    /// <summary>What contacts have values in; known for a minute without a call.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<TargetField>> FieldsAsync(string connection, CancellationToken cancellationToken = default)
    {
        var table = await session.DescribeAsync(SourceTable.Of("ContactsWithFields", connection).From, cancellationToken);
        return [.. table.Columns.Where(CanBeSet).Select(Of)];
    }

    static bool CanBeSet(ColumnDescription column) => column.Name is not ("email" or "tags" or "lists" or "account")
        && !column.Traits.Any(t => t is "key" or "read-only" or "write-only" or "hidden");

    /// <summary>A field tells its title, and behind a colon what it offers.</summary>
    static TargetField Of(ColumnDescription column)
    {
        var colon = column.Description.IndexOf(": ", StringComparison.Ordinal);
        var title = colon < 0 ? column.Description : column.Description[..colon];
        return new TargetField(column.Name, title.Length == 0 ? column.Name : title, column.Type)
        {
            Options = colon < 0 ? [] : [.. column.Description[(colon + 2)..].Split(", ")],
        };
    }

    async Task<IReadOnlyList<string>> NamesAsync(string sql, Dictionary<string, long> calls, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var result in session.ExecuteAsync(sql, cancellationToken: cancellationToken))
        {
            if (result is FailedResult failed) throw failed.Fault;
            if (result is not RowsResult rows) continue;
            await foreach (var row in rows.Rows.WithCancellation(cancellationToken))
                if (row[0] is string { Length: > 0 } name) names.Add(name);
            foreach (var (route, count) in rows.Calls()) calls[route] = calls.GetValueOrDefault(route) + count;
        }
        return names;
    }
}
