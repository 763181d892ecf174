using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Data;

public sealed class RowBatchTests
{
    static readonly IReadOnlyList<Column> Columns = [Column.BigInt("n"), Column.Text("Name")];

    [Fact]
    public void A_batch_takes_rows_until_it_is_full()
    {
        var batch = new RowBatch(Columns, capacity: 2);

        Assert.Equal((0, false), (batch.Count, batch.IsFull));
        Assert.Equal([0, 1], new[] { batch.AddRow(), batch.AddRow() });
        Assert.True(batch.IsFull);
        Assert.Throws<InvalidOperationException>(() => batch.AddRow());
        Assert.Equal(2048, new RowBatch(Columns).Limit);
    }

    [Fact]
    public void A_row_that_was_taken_back_leaves_no_null_behind()
    {
        var batch = new RowBatch(Columns);
        batch[1].SetNull(batch.AddRow());
        batch.RemoveLast();

        Assert.Equal((0, 0), (batch.Count, batch.AddRow()));
        Assert.False(batch[1].IsNull(0));
        batch.RemoveLast();
        Assert.Throws<InvalidOperationException>(batch.RemoveLast);
    }

    [Fact]
    public void Columns_are_found_without_regard_to_case() =>
        Assert.Equal([0, 1, -1], new[] { "N", "name", "other" }.Select(new RowBatch(Columns).IndexOf));
}
