using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Read;

/// <summary>The rows of a list as they are kept on this machine, from which a table can be read in place of the remote system.</summary>
public abstract class KeptRows
{
    /// <summary>Lets a plan that reads the whole list take its rows from here, where all is here that is wanted.</summary>
    internal abstract RestScanPlan Plan(RestScanPlan live);

    /// <summary>What reading takes when rows are kept, or null.</summary>
    internal abstract ScanEstimate? Estimate();

    /// <summary>Brings the rows.</summary>
    internal abstract IAsyncEnumerable<RowBatch> ScanAsync(RestScanPlan plan, CancellationToken cancellationToken);
}
