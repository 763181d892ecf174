using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>
/// A table for people who know addresses and names: it is read off the contacts, each of which gives some rows, and the rows of a load
/// tell what is wanted of contacts. The names are read anew for each statement, since the one before may have made some.
/// </summary>
/// <param name="sources">The account.</param>
/// <param name="schema">Name and columns.</param>
/// <typeparam name="TItem">What a row is about, beside its contact.</typeparam>
internal sealed class NamedTable<TItem>(Sources sources, TableSchema schema) : IScanTable, IWritableTable
{
    /// <summary>How contacts are read as rows.</summary>
    public required Func<NameDirectories, ContactScan<TItem>> Scan { get; init; }

    /// <summary>How a row tells what is wanted of its contact.</summary>
    public required Func<WriteRequest, NameDirectories, IWantedRows> Rows { get; init; }

    /// <summary>The column that tells the contact of a row where its address does not. The default is none.</summary>
    public Func<WriteRequest, string?> KeyOf { get; init; } = _ => null;

    /// <summary>A load that another table does better. The default is none.</summary>
    public Func<WriteRequest, IWriteSession?> Elsewhere { get; init; } = _ => null;

    /// <inheritdoc/>
    public TableSchema Schema => schema;

    /// <inheritdoc/>
    public IReadOnlyList<SideRead> SideReads => [];

    /// <inheritdoc/>
    public ScanPlan Plan(ScanRequest request) => Scan(new NameDirectories(sources)).Plan(request);

    /// <inheritdoc/>
    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        Scan(new NameDirectories(sources)).EstimateAsync(plan, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default)
    {
        var names = new NameDirectories(sources);
        return Scan(names).ScanAsync(plan, names, cancellationToken);
    }

    /// <inheritdoc/>
    public IWriteSession BeginWrite(WriteRequest request)
    {
        if (Elsewhere(request) is { } session) return session;
        var names = new NameDirectories(sources);
        return new ContactLoad(sources, request, names, Rows(request, names), new ContactKey(request, KeyOf(request)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICallKind> BeginCalls() => sources.BeginCalls();
}
