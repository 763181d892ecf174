using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>Accounts or deals, each with a column for every field of its own.</summary>
internal sealed class RowsWithFields : IScanTable, IWritableTable
{
    readonly Sources _sources;
    readonly TableWithFields _table;
    readonly WritableRestSource _rows;
    readonly FieldColumns _fields;
    readonly FieldData _data;

    public RowsWithFields(Sources sources, TableWithFields table, IReadOnlyList<CustomField> fields)
    {
        (_sources, _table, _rows) = (sources, table, new WritableRestSource(table.Rows, sources.Account, Account.BasePath));
        var own = table.Rows.Columns.Where(c => !c.Hidden).ToList();
        _fields = new FieldColumns(fields, table.Rows.Columns.Select(c => c.Name), canBeEmptied: true);
        _data = new FieldData(table, _fields, sources.Account);
        Schema = table.Rows.Schema with
        {
            Name = table.Name,
            Columns = [.. own.Where(c => !c.ReadOnly || c.IsKey), .. _fields.Columns, .. own.Where(c => c.ReadOnly && !c.IsKey)],
            Synonyms = [],
            Description = table.Description,
        };
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => [];

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request)
    {
        var ofRows = request.Predicates.Where(p => _fields.Find(p.Column) is null).ToList();
        var rows = _rows.Plan(new ScanRequest
        {
            Columns = [_table.Rows.Key, .. request.Columns.Where(c => _fields.Find(c.Name) is null && c.Name != _table.Rows.Key.Name)],
            Predicates = ofRows,
            Limit = ofRows.Count == request.Predicates.Count ? request.Limit : null,
        });
        var answers = new Queue<PredicateAnswer>(rows.Answers);
        var hasFields = request.Columns.Any(c => _fields.Find(c.Name) is not null);
        return new PlanWithFields
        {
            Request = request,
            Rows = rows,
            HasFields = hasFields,
            Answers = [
                .. request.Predicates.Select(
                    p => _fields.Find(p.Column) is null ? answers.Dequeue() : new PredicateAnswer(p, Match.Unsupported, ""))],
            PushedLimit = rows.PushedLimit,
            Requests = [.. rows.Requests, .. hasFields ? [_data.Request] : (IEnumerable<string>)[]],
            Calls = hasFields ? 2 * rows.Calls : rows.Calls, // A row that is looked up asks for its values by one call more.
        };
    }

    /// <inheritdoc/>
    public async ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        var known = (PlanWithFields)plan;
        var rows = await _rows.EstimateAsync(known.Rows, cancellationToken);
        return known.HasFields ? rows with { Calls = rows.Calls + 1 + rows.Rows * _fields.Columns.Count / 100 } : rows;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (known, columns) = ((PlanWithFields)plan, plan.Request.Columns);
        ILookup<long, FieldDatum>? values = null;
        await foreach (var rows in _rows.ScanAsync(known.Rows, cancellationToken))
        {
            // A row that was looked up brings its own values; a list of rows brings all of them, once.
            var isLookup = known.Rows.Calls is not null;
            if (known.HasFields && (values is null || isLookup))
                values = await _data.ReadAsync(
                    isLookup ? [.. Enumerable.Range(0, rows.Count).Select(r => rows[0].Longs[r])] : null, cancellationToken);
            yield return Join(rows, columns, values);
        }
    }

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request) =>
        request.Operation == WriteOperation.Delete ? _rows.BeginWrite(request) : new LoadWithFields(_table, request, _fields, _data, _rows);

    /// <inheritdoc/>
    public IReadOnlyList<ICallKind> BeginCalls() =>
        [.. _rows.BeginCalls(), new ContactCallsKind(_sources.Account), new FieldValuesKind(_sources.Account, _table)];

    RowBatch Join(RowBatch rows, IReadOnlyList<Column> columns, ILookup<long, FieldDatum>? values)
    {
        var batch = new RowBatch(columns, Math.Max(1, rows.Count));
        for (var r = 0; r < rows.Count; r++)
        {
            batch.AddRow();
            for (var c = 0; c < columns.Count; c++)
            {
                if (_fields.Find(columns[c].Name) is { } field)
                    FieldText.Set(field, values![rows[0].Longs[r]].FirstOrDefault(d => d.Field == field.Id).Text, batch[c], r);
                else batch[c].CopyFrom(rows[rows.IndexOf(columns[c].Name)], r, r);
            }
        }
        return batch;
    }

    sealed class PlanWithFields : ScanPlan
    {
        public required ScanPlan Rows { get; init; }

        public required bool HasFields { get; init; }
    }
}
