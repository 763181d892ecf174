using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Calls;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Connectors.Salesforce.Loads;
using Koppel.Connectors.Salesforce.Query;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce;

/// <summary>An object of an org as a table.</summary>
internal sealed class OrgTable : IScanTable, IWritableTable
{
    readonly IReadOnlyList<SoqlField> _fields;
    readonly ObjectReader _reader;
    readonly WriteTarget _target;

    /// <summary>A table.</summary>
    /// <param name="org">The org.</param>
    /// <param name="its">The object.</param>
    /// <param name="fields">Its columns, and those of related rows that are spoken of.</param>
    /// <param name="basePath">What stands before every path.</param>
    public OrgTable(Org org, OrgObject its, IReadOnlyList<SoqlField> fields, string basePath)
    {
        _fields = fields;
        _reader = new ObjectReader(org, its, fields, basePath);
        _target = new WriteTarget(org, its, basePath);
        Schema = ObjectSchema.Of(its, fields);
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => [];

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request) => _reader.Plan(request);

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        _reader.EstimateAsync((QueryPlan)plan, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ScanEstimate?> EstimateBesideAsync(
        ScanPlan plan, ScanPlan lookUp, CancellationToken cancellationToken = default) =>
        _reader.EstimateBesideAsync((QueryPlan)plan, (QueryPlan)lookUp, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        _reader.ScanAsync((QueryPlan)plan, cancellationToken);

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request) => new ObjectLoad(_target, request, name => _fields.First(
        f => f.Column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    /// <inheritdoc/>
    public IReadOnlyList<ICallKind> BeginCalls() =>
    [
        .. new[] { WriteVerb.Insert, WriteVerb.Update, WriteVerb.Upsert, WriteVerb.Delete }
            .SelectMany(v => new ICallKind[] { new CollectionKind(_target, v), new JobKind(_target, v) }),
        new UndeleteKind(_target),
    ];
}
