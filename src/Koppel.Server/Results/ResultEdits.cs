using System.Text;
using Koppel.Engine.Binding;
using Koppel.Engine.Hosting;
using Koppel.Engine.KeptResults;
using Koppel.Engine.Sql;
using Koppel.Output;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Results;

/// <summary>Makes of changed cells an update of the table that they came from, by its key.</summary>
/// <param name="store">The results.</param>
/// <param name="catalog">Knows the table.</param>
internal sealed class ResultEdits(ResultStore store, CatalogSession catalog)
{
    /// <summary>What of a result can be changed.</summary>
    /// <param name="Table">The table, such as <c>contacts@ac</c>.</param>
    /// <param name="Key">Names of the key's columns.</param>
    /// <param name="Columns">Names of the columns that can be changed.</param>
    public sealed record Editable(string Table, IReadOnlyList<string> Key, IReadOnlyList<string> Columns);

    /// <summary>What of it can be changed; otherwise why nothing can, as a sentence.</summary>
    public async Task<(Editable? Editable, string? Why)> OfAsync(KeptResult result, CancellationToken cancellationToken)
    {
        if (EditableQuery.Of(result.Origin.Sql) is not { } query)
            return (null, "Its statement is not a plain select of columns of one remote table.");
        try
        {
            var table = await catalog.AskAsync(s => s.DescribeAsync(query.Table, cancellationToken).AsTask());
            if (!table.Table.Verbs.HasFlag(TableVerbs.Update)) return (null, $"{query.Table} cannot be updated.");
            var key = table.Columns.Where(c => c.Traits.Contains("key")).Select(c => c.Name).ToList();
            var shown = result.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (key.Count == 0 || !key.TrueForAll(shown.Contains))
                return (null, $"The key of {query.Table} ({string.Join(", ", key)}) is not among its columns.");
            var columns = table.Columns.Where(c => CanBeSet(c) && shown.Contains(c.Name)).Select(c => c.Name).ToList();
            return columns.Count == 0 ? (null, "None of its columns can be changed.") : (new Editable(query.Table, key, columns), null);
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>The update.</summary>
    /// <param name="result">The result that was edited.</param>
    /// <param name="edits">Rows and columns with their new values.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApiFault">It cannot be edited, or an edit is of no cell of it.</exception>
    public async Task<string> ScriptAsync(
        KeptResult result, IReadOnlyList<(long Row, int Column, string? Value)> edits, CancellationToken cancellationToken)
    {
        var (editable, why) = await OfAsync(result, cancellationToken);
        if (editable is null) throw new ApiFault(422, "not-editable", $"This result cannot be edited. {why}");
        if (edits.Count == 0) throw ApiFault.Wrong("No cell was changed.");
        var script = new StringBuilder();
        foreach (var row in edits.GroupBy(e => e.Row).OrderBy(g => g.Key))
        {
            var sets = row.Select(e => $"{Name(result, e.Column, editable)} = {Literal(e.Value)}");
            var keys = await KeysAsync(result, row.Key, editable, cancellationToken);
            script.Append($"update {editable.Table} set {string.Join(", ", sets)} where {string.Join(" and ", keys)};\n");
        }
        return script.ToString();
    }

    async Task<List<string>> KeysAsync(KeptResult result, long row, Editable editable, CancellationToken cancellationToken)
    {
        var positions = editable.Key.Select(k => Position(result, k)).ToList();
        var text = new CellText();
        await foreach (var chunk in store.Read(result, row, 1, positions).Chunks.WithCancellation(cancellationToken))
        {
            using (chunk)
                return [.. text.Of(chunk, 0).Select((value, i) => $"{SqlText.Identifier(editable.Key[i])} = {Literal(value)}")];
        }
        throw ApiFault.NotFound("no-row", $"The result has no row {row}.");
    }

    static string Name(KeptResult result, int column, Editable editable) =>
        editable.Columns.FirstOrDefault(c => c.Equals(result.Columns[column].Name, StringComparison.OrdinalIgnoreCase)) is { } name
            ? SqlText.Identifier(name)
            : throw new ApiFault(422, "not-editable", $"The column {result.Columns[column].Name} cannot be changed.");

    static int Position(KeptResult result, string name) =>
        result.Columns.Index().First(c => c.Item.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Index;

    static bool CanBeSet(ColumnDescription column) =>
        !column.Traits.Any(t => t is "key" or "read-only" or "write-only" or "insert only" or "hidden");

    /// <summary>A text, which the load makes a value of its column's type.</summary>
    static string Literal(string? value) => value is null ? "null" : SqlText.Literal(value);
}
