using System.Text.Json;
using Koppel.Engine.Plans;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>What the calls of a load that is only looked at would change, for <see cref="PlannedChanges"/>.</summary>
/// <param name="changes">Gets it.</param>
/// <param name="statement">The statement's number.</param>
/// <param name="connection">The target's connection.</param>
/// <param name="target">The target.</param>
/// <param name="columns">The load's columns.</param>
internal sealed class CallChanges(
    PlannedChanges changes, int statement, string connection, TableSchema target, IReadOnlyList<Column> columns)
{
    readonly string _reference = $"{target.Name}@{connection}";
    readonly bool[] _isKey = [.. PlannedRowsWriter.KeysOf(columns, target)];

    /// <summary>Takes a planned call in.</summary>
    /// <param name="content">What its journal would keep of it.</param>
    public void Add(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        lock (changes)
            foreach (var change in JournalRows.Changes(document.RootElement)) Add(change);
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
            var isEmptied = change.Operation == WriteOperation.Update && columns[i].CanBeEmptied && change.Old?[i] is not null;
            if (_isKey[i] || columns[i].IsKey || (change.Values[i] is null && !isEmptied)) continue;
            var value = change.Values[i];
            if (change.Operation == WriteOperation.Delete)
                changes.Add(statement, _reference, change.Row, operation, key, columns[i].Name, value, null);
            else if (change.Operation == WriteOperation.Insert || value != (change.Old?[i] ?? ""))
                changes.Add(statement, _reference, change.Row, operation, key, columns[i].Name, change.Old?[i], value);
        }
        if (changes.Count == before) changes.Add(statement, _reference, change.Row, operation, key, null, null, null);
    }
}
