using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.GuidedLoads;

/// <summary>
/// The script of a kept mapping, for whoever runs it without a page: a file that is its source becomes a connection that the engine is
/// opened with, beside those of the configuration.
/// </summary>
/// <param name="load">The mapping with its source.</param>
/// <param name="name">Its name, after which the connection to its file is named.</param>
public sealed class KeptLoadScript(KeptLoad load, string name)
{
    static readonly string[] s_workbooks = [".xlsx", ".xlsm", ".xls"];

    /// <summary>The connection to its file, to be added to those of the engine; null where its source is none.</summary>
    /// <param name="known">The connections of the configuration.</param>
    public ConnectionSettings? Connection(IReadOnlyList<ConnectionSettings> known)
    {
        if (load.Source?.Path is not { } path) return null;
        var word = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        var free = Enumerable.Range(1, known.Count + 1).Select(n => FormattableString.Invariant($"load_{word}{(n == 1 ? "" : $"_{n}")}"))
            .First(n => !known.Any(k => k.Name.Equals(n, StringComparison.OrdinalIgnoreCase)));
        var values = new Dictionary<string, string>(load.Source.Settings, StringComparer.OrdinalIgnoreCase) { ["path"] = path };
        var isWorkbook = s_workbooks.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
        return new ConnectionSettings(free, isWorkbook ? "excel" : "files", values);
    }

    /// <summary>Writes the script. It reads the columns of the source, and the fields of the account.</summary>
    /// <param name="session">A session of an engine that has the connection.</param>
    /// <param name="connection">The connection, as <see cref="Connection"/> gave it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MappingFaultException">The mapping has no source any more, or does not fit it.</exception>
    public async Task<LoadScript> WriteAsync(
        Session session, ConnectionSettings? connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var source = await SourceAsync(session, connection, cancellationToken);
        var columns = await new SourceReader(session).ColumnsAsync(source, cancellationToken);
        return LoadScriptWriter.Write(source, columns, await MappingCompletion.CompleteAsync(session, load.Mapping, cancellationToken));
    }

    async Task<SourceTable> SourceAsync(Session session, ConnectionSettings? connection, CancellationToken cancellationToken)
    {
        var source = load.Source;
        if (source?.Query is { } query) return SourceTable.Of(query) with { Title = "a query" };
        if (source is { Connection: { } from, Table: { } table }) return await DescribedAsync(SourceTable.Of(table, from));
        if (connection is null)
            throw new MappingFaultException($"The mapping '{name}' has no source that is still there: "
                + $"{(source?.Uploaded is { } file ? $"{file} was uploaded, and is not kept" : "none is written in it")}. "
                + "Write path = \"…\" below [source], or name a connection and a table.", "no-source");
        var tables = await session.ListTablesAsync(connection.Name, cancellationToken);
        var sheet = source!.Sheet is { } wanted ? tables.FirstOrDefault(t => t.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            : tables.FirstOrDefault(t => t.Region is not { Rows: 0 });
        if (sheet is null)
            throw new MappingFaultException($"{source.Path} has no sheet {(source.Sheet is null ? "with rows" : $"'{source.Sheet}'")}. "
                + $"It has: {string.Join(", ", tables.Select(t => t.Name))}.", "no-sheet");
        return await DescribedAsync(SourceTable.Of(sheet.Name, connection.Name));

        async Task<SourceTable> DescribedAsync(SourceTable of)
        {
            var told = (await session.DescribeAsync(of.From, cancellationToken)).Table;
            return of with { RowNumbers = told.RowNumbers, Title = told.Description.TrimEnd('.') };
        }
    }
}
