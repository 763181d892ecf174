using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Writing;

public sealed class RowStoreTests
{
    static readonly IReadOnlyList<Column> Columns = [Column.BigInt("n"), Column.Text("name")];

    [Theory]
    [InlineData(1, 0, 7, 2, 0, 0, 90, 1), InlineData(5, 5, 5, 2), InlineData(5, 5, 7), InlineData(5, 5, 3, 5), InlineData(9)]
    public void Every_row_is_found_again_whatever_the_batches(params int[] sizes)
    {
        var store = new RowStore();
        var n = 0L;
        foreach (var size in sizes)
            store.Add(Rows.Of(Columns, [.. Enumerable.Range(0, size).Select(_ => new object?[] { ++n, null })]));

        Assert.Equal(sizes.Sum(), store.Count);
        for (var row = 1L; row <= store.Count; row++)
        {
            var (batch, index) = store.Find(row);
            Assert.Equal(row, batch[0].Longs[index]);
            Assert.Equal([$"{row}", null], store.Show(row));
        }
        Assert.Equal(store.Batches.SkipLast(1).Aggregate(new List<long> { 1 }, (f, b) => [.. f, b.First + b.Rows.Count]),
            store.Batches.Select(b => b.First));
    }

    [Fact]
    public void Batches_before_a_row_go_but_for_those_that_are_needed_and_the_others_keep_their_numbers()
    {
        var store = new RowStore();
        for (var n = 0L; n < 12; n += 3) store.Add(Rows.Of(Columns, [n + 1, null], [n + 2, null], [n + 3, null]));

        store.Release(8, first => first == 4);
        Assert.Equal([4L, 7, 10], store.Batches.Select(b => b.First));
        Assert.Equal(12, store.Count);
        Assert.Equal(["5", null], store.Show(5));
        Assert.Equal(["8", null], store.Show(8));
        Assert.Throws<InvalidOperationException>(() => store.Find(3));

        store.Release(long.MaxValue, _ => false); // But never the last: where it ends is not known yet.
        Assert.Equal([4L, 10], store.Batches.Select(b => b.First));
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(3)]
    public void A_row_that_is_not_there_is_no_row(long row)
    {
        var store = new RowStore();
        store.Add(Rows.Of(Columns, [1L, "a"], [2L, "b"]));

        Assert.ThrowsAny<ArgumentException>(() => store.Find(row));
    }
}
