using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Benchmarks;

/// <summary>A connector that makes rows out of their numbers, as fast as it can.</summary>
internal sealed class RowsConnector(long rows) : IConnector, ICatalog, IScanTable
{
    static readonly Column[] All =
    [
        Column.BigInt("a"), Column.BigInt("b"), Column.BigInt("c"), Column.BigInt("d"), Column.Text("e"), Column.Text("f"),
        new("g", ColumnKind.Double), Column.Boolean("h"), Column.Date("i"), Column.Timestamp("j"),
    ];

    static readonly string[] Words = ["autotechniek", "bakkerij", "horeca", "zorg", "onderwijs", "bouw", "transport", "retail"];

    /// <summary>The same ten columns as SQL of DuckDB.</summary>
    public const string AsSql = """
        select range as a, range * 2 as b, range % 1000 as c, -range as d,
               ['autotechniek', 'bakkerij', 'horeca', 'zorg', 'onderwijs', 'bouw', 'transport', 'retail'][range % 8 + 1] as e,
               ['autotechniek', 'bakkerij', 'horeca', 'zorg', 'onderwijs', 'bouw', 'transport', 'retail'][range * 7 % 8 + 1] as f,
               range / 3.0 as g, range % 2 = 0 as h, date '2026-01-01' + (range % 365)::integer as i, make_timestamp(range * 1000000) as j
        from   range
        """;

    public string Type => "rows";

    public string Description => "rows made of their numbers";

    public IReadOnlyList<Setting> Settings => [];

    public TableSchema Schema { get; } = new("rows", All);

    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment) => this;

    public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ITable>>([this]);

    public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default) => ValueTask.FromResult<ITable?>(this);

    public void Set(Setting setting, string value) => throw new NotSupportedException();

    public ScanPlan Plan(ScanRequest request) => new()
    {
        Request = request, Requests = ["rows"], Calls = 0,
        Answers = [.. request.Predicates.Select(p => new PredicateAnswer(p, Match.Unsupported, ""))],
    };

    public ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new ScanEstimate(rows, 0));

    public async IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var day = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        for (var first = 0L; first < rows; first += RowBatch.Capacity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = new RowBatch(plan.Request.Columns);
            for (var n = first; n < Math.Min(rows, first + RowBatch.Capacity); n++)
            {
                var row = batch.AddRow();
                for (var c = 0; c < batch.Columns.Count; c++) Set(batch[c], row, batch.Columns[c].Name[0], n);
            }
            yield return batch;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static void Set(ColumnBuffer buffer, int row, char column, long n)
    {
        switch (column)
        {
            case 'a': buffer.SetLong(row, n); break;
            case 'b': buffer.SetLong(row, n * 2); break;
            case 'c': buffer.SetLong(row, n % 1000); break;
            case 'd': buffer.SetLong(row, -n); break;
            case 'e': buffer.SetText(row, Words[n % 8]); break;
            case 'f': buffer.SetText(row, Words[n * 7 % 8]); break;
            case 'g': buffer.SetDouble(row, n / 3.0); break;
            case 'h': buffer.SetBoolean(row, n % 2 == 0); break;
            case 'i': buffer.SetLong(row, 20_454 + (n % 365)); break;
            default: buffer.SetLong(row, n * 1_000_000); break;
        }
    }
}
