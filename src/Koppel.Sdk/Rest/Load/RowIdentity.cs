using System.Text;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// What makes a row of a load the same as one that is there: the table's identity, when the load and the defaults give all of it.
/// </summary>
internal sealed class RowIdentity
{
    readonly RestTable _table;

    public RowIdentity(RestTable table, WriteRequest request)
    {
        _table = table;
        // A part of an identity says nothing: rows with the same part are different rows.
        var isGiven = table.Identity.All(i => request.IndexOf(i) >= 0 || table.Defaults.ContainsKey(i));
        var given = isGiven ? table.Identity.Where(i => request.IndexOf(i) >= 0).ToList() : [];
        LookupColumn = given.Find(IsAsked) ?? (given.Count > 0 ? given[0] : "");

        bool IsAsked(string column) =>
            table.Filters.Any(f => f.Column == column && f.Kind is (FilterKind.Path or FilterKind.Item or FilterKind.Query));
    }

    /// <summary>Whether rows can be told apart.</summary>
    public bool IsKnown => LookupColumn.Length > 0;

    /// <summary>
    /// The column by whose values the rows that are there are looked up: one that the API can be asked by, if there is one.
    /// </summary>
    public string LookupColumn { get; }

    /// <summary>Whether a row has all of it: rows that lack a part are not the same for lacking it.</summary>
    public bool IsWhole(RowBatch batch, int row) =>
        IsKnown
            && _table.Identity.All(i => _table.Defaults.ContainsKey(i) || (batch.IndexOf(i) is >= 0 and var c && !batch[c].IsNull(row)));

    /// <summary>A row's identity, to be compared without case.</summary>
    public string Of(RowBatch batch, int row) => Of(_table, batch, row);

    static string Of(RestTable table, RowBatch batch, int row) =>
        string.Join('\u001f', table.Identity.Select(c => Value(table, batch, row, c)));

    /// <summary>What a row is looked up by.</summary>
    public object LookupValue(RowBatch batch, int row) =>
        batch[batch.IndexOf(LookupColumn)].Get(row) ?? _table.Defaults.GetValueOrDefault(LookupColumn, "");

    /// <summary>What the rows of a load are looked up by, each value once.</summary>
    /// <param name="rows">The load's rows.</param>
    /// <param name="isWanted">Whether a row is to be looked up.</param>
    public IReadOnlyList<object> LookupValues(RowStore rows, Func<RowBatch, int, bool> isWanted)
    {
        var isId = IsId(_table.Columns.First(c => c.Name == LookupColumn));
        return [.. rows.Rows.Where(r => isWanted(r.Batch, r.Index)).Select(r => LookupValue(r.Batch, r.Index))
            .DistinctBy(v => FormattableString.Invariant($"{v}"), isId ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// The rows that are there and may be the same as one with such a value: their keys, by their identities without case.
    /// </summary>
    /// <param name="source">The table.</param>
    /// <param name="column">The column to look up by.</param>
    /// <param name="values">The values.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Dictionary<string, string>> FindAsync(
        RestSource source, string column, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<Column> columns = [.. source.Table.Identity.Select(c => source.Schema.Find(c)!), source.Table.Key];
        if (source.Schema.Find(column) is { IgnoresCase: true }) values = [.. values.SelectMany(Spellings)];
        await foreach (var batch in source.ReadMatchingAsync(columns, column, values, cancellationToken))
            for (var r = 0; r < batch.Count; r++) found.TryAdd(Of(source.Table, batch, r), batch[columns.Count - 1].Show(r));
        return found;
    }

    /// <summary>
    /// Blanks around such a text are nothing to the system, but it may have kept them, or dropped them: it is asked for both.
    /// </summary>
    static IEnumerable<object> Spellings(object value) =>
        value is string text && text.Trim() is { Length: > 0 } bare && bare != text ? [text, bare] : [value];

    static string Value(RestTable table, RowBatch batch, int row, string column)
    {
        var position = batch.IndexOf(column);
        if (position < 0 || batch[position].IsNull(row)) return table.Defaults.GetValueOrDefault(column, "");
        var text = batch[position].Show(row);
        var its = batch.Columns[position];
        return its.IgnoresCase ? text.Trim() : IsId(its) ? Convert.ToHexString(Encoding.UTF8.GetBytes(text)) : text;
    }

    /// <summary>An id that is a text tells upper from lower case, as the rest of an identity does not: so its bytes are compared.</summary>
    static bool IsId(Column column) => column is { Type.Kind: ColumnKind.Text, References: not null, IgnoresCase: false };
}
