using Koppel.Connectors.Tests.Files;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelScanTests : IDisposable
{
    const int Rows = 2_500;

    readonly TempFolder _folder = new();
    readonly ICatalog _catalog;

    public ExcelScanTests()
    {
        var file = new XlsxFile();
        var sheet = file.Sheet("Klanten").Row(1, "Titel").Row(3, "id", "naam", "even");
        for (var i = 0; i < Rows; i++) sheet.Row(i + 4, i, $"naam {i}", i % 2 == 0);
        _catalog = file.SaveAndOpen(_folder);
    }

    public void Dispose() => _folder.Dispose();

    async Task<IScanTable> TableAsync() => await _catalog.TableAsync("Klanten");

    [Fact]
    public async Task All_rows_come_in_batches_in_the_order_of_the_sheet()
    {
        var rows = await _catalog.RowsAsync("Klanten");

        Assert.Equal(Enumerable.Range(0, Rows).Select(i => new object?[] { (long)i, $"naam {i}", i % 2 == 0 }), rows);
    }

    [Fact]
    public async Task The_columns_come_as_they_were_asked_for()
    {
        var table = await TableAsync();
        var rows = await table.RowsAsync(new ScanRequest { Columns = [table.Schema.Find("EVEN")!, table.Schema.Find("id")!] });

        Assert.Equal([false, 1L], rows[1]);
        Assert.Equal(Rows, rows.Count);
    }

    [Fact]
    public async Task Without_columns_only_the_number_of_rows_counts()
    {
        var rows = await (await TableAsync()).RowsAsync(new ScanRequest { Columns = [] });

        Assert.Equal(Rows, rows.Count);
    }

    [Fact]
    public async Task The_hidden_column_row_has_the_number_of_the_row_in_Excel()
    {
        var table = await TableAsync();
        var column = table.Schema.Find("_row")!;
        Assert.True(column is { Hidden: true, ReadOnly: true, Type.Kind: ColumnKind.BigInt });

        var rows = await table.RowsAsync(new ScanRequest { Columns = [column, table.Schema.Find("id")!] });
        Assert.Equal([4L, 0L], rows[0]);
        Assert.Equal([2503L, 2499L], rows[^1]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2048, 2048)]
    [InlineData(2049, 2049)]
    [InlineData(9_999, Rows)]
    public async Task A_limit_is_kept(long limit, int expected)
    {
        var table = await TableAsync();
        var request = new ScanRequest { Columns = table.Schema.Columns, Limit = limit };

        Assert.Equal(expected, (await table.RowsAsync(request)).Count);
        Assert.Equal(new ScanEstimate(expected, 0), await table.EstimateAsync(table.Plan(request)));
    }

    [Fact]
    public async Task A_limit_stays_home_beside_a_predicate_and_all_rows_come()
    {
        var table = await TableAsync();
        var request = new ScanRequest { Columns = table.Schema.Columns, Limit = 1, Predicates = [new Predicate.IsNull("naam")] };
        var plan = table.Plan(request);

        Assert.Null(plan.PushedLimit);
        Assert.Equal(Match.Unsupported, Assert.Single(plan.Answers).Match);
        Assert.Equal(new ScanEstimate(Rows, 0), await table.EstimateAsync(plan));
        Assert.Equal(Rows, (await table.RowsAsync(request)).Count);
    }

    [Fact]
    public async Task The_plan_says_what_is_read_and_makes_no_call()
    {
        var plan = (await TableAsync()).Plan(new ScanRequest { Columns = [] });

        Assert.Equal(["read sheet 'Klanten' of klanten.xlsx"], plan.Requests);
        Assert.Equal(0, plan.Calls);
    }

    [Fact]
    public async Task A_plan_is_made_without_the_file()
    {
        var table = await TableAsync();
        File.Delete(_folder["klanten.xlsx"]);

        Assert.Equal(["read sheet 'Klanten' of klanten.xlsx"], table.Plan(new ScanRequest { Columns = table.Schema.Columns }).Requests);
    }

    [Fact]
    public async Task A_scan_that_is_cancelled_stops_and_lets_the_file_go()
    {
        var table = await TableAsync();
        using var cancel = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in table.ScanAsync(table.Plan(new ScanRequest { Columns = table.Schema.Columns }), cancel.Token))
            {
                seen += batch.Count;
                await cancel.CancelAsync();
            }
        });

        Assert.Equal(RowBatch.Capacity, seen);
        await using var alone = new FileStream(_folder["klanten.xlsx"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.CanWrite);
    }

    [Fact]
    public async Task Looking_at_a_sheet_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _catalog.ListAsync(cancel.Token));
        Assert.Single(await _catalog.ListAsync());
    }

    [Fact]
    public async Task Two_scans_at_the_same_time_do_not_meet()
    {
        var both = await Task.WhenAll(_catalog.RowsAsync("Klanten"), _catalog.RowsAsync("klanten"));

        Assert.Equal(Rows, both[0].Count);
        Assert.Equal(both[0], both[1]);
    }
}
