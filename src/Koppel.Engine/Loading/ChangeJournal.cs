using System.Text.Json;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The journal of a load that is only looked at: what its calls would change goes into <see cref="PlannedChanges"/>.</summary>
/// <param name="changes">Where it goes.</param>
/// <param name="statement">The load's number in the script.</param>
/// <param name="connection">Its connection.</param>
/// <param name="target">Its table.</param>
/// <param name="columns">Its columns.</param>
internal sealed class ChangeJournal(
    PlannedChanges changes, int statement, string connection, TableSchema target, IReadOnlyList<Column> columns) : IWriteJournal
{
    readonly PriceJournal _price = new();
    readonly string _reference = $"{target.Name}@{connection}";
    readonly bool[] _isKey = [.. Keys(target, columns)];

    public CancellationToken Stopping => _price.Stopping;

    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        lock (changes)
            foreach (var change in JournalRows.Changes(document.RootElement)) Add(change);
    }

    public IAsyncEnumerable<JournalCall> OpenAsync(CancellationToken cancellationToken = default) => _price.OpenAsync(cancellationToken);

    public void Sending(long call) => _price.Sending(call);

    public void Withdrawn(long call) => _price.Withdrawn(call);

    public void Accepted(long call, string token) => _price.Accepted(call, token);

    public void Done(long call, CallResult result) => _price.Done(call, result);

    /// <summary>What a person knows a row by: what identifies it, or else its key.</summary>
    static IEnumerable<bool> Keys(TableSchema target, IReadOnlyList<Column> columns)
    {
        var identity = columns.Select(c => target.Identity.Contains(c.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        return identity.Contains(true) ? identity : columns.Select(c => c.IsKey);
    }

    void Add(RowChange change)
    {
        foreach (var created in change.Creates)
            changes.Add(statement, $"{created.Table}@{connection}", change.Row, "insert", created.Value, null, null, null);
        var operation = change.Operation.ToWord();
        var key = string.Join(", ", change.Values.Where((v, i) => _isKey[i] && v is not null));
        var before = changes.Count;
        for (var i = 0; i < change.Values.Count; i++)
        {
            if (_isKey[i] || columns[i].IsKey || change.Values[i] is not { } value) continue;
            if (change.Operation == WriteOperation.Delete)
                changes.Add(statement, _reference, change.Row, operation, key, columns[i].Name, value, null);
            else if (change.Operation == WriteOperation.Insert || value != (change.Old?[i] ?? ""))
                changes.Add(statement, _reference, change.Row, operation, key, columns[i].Name, change.Old?[i], value);
        }
        if (changes.Count == before) changes.Add(statement, _reference, change.Row, operation, key, null, null, null);
    }
}
