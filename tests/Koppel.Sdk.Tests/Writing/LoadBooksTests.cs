using CsCheck;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Writing;

public sealed class LoadBooksTests
{
    static readonly IReadOnlyList<Column> Columns = [Column.BigInt("n"), Column.Text("name")];

    [Fact]
    public void The_books_balance_and_a_row_is_entered_once_whatever_is_entered_in_whatever_order()
    {
        var entry = Gen.Select(Gen.Long[1, 50], Gen.Int[1, 2]);
        Gen.Select(Gen.Int[1, 50], entry.Array[0, 120]).Sample((count, entries) =>
        {
            var books = new LoadBooks(Store(count));
            var expected = new Dictionary<long, int>();
            Parallel.ForEach(entries.Where(e => e.Item1 <= count).GroupBy(e => e.Item1), row =>
            {
                foreach (var (number, what) in row) Enter(books, number, what);
            });
            foreach (var (row, what) in entries.Where(e => e.Item1 <= count)) expected.TryAdd(row, what);

            Assert.Equal(
                (expected.Count(e => e.Value == 1), expected.Count(e => e.Value == 2)), (books.UnchangedCount, books.RejectCount));
            Assert.Equal(expected.Where(e => e.Value == 2).Select(e => e.Key).Order(), books.Rejects().First.Select(r => r.Row));
            for (var row = 1; row <= count; row++) Assert.Equal(expected.ContainsKey(row), books.IsSettled(row));
        }, iter: 200, seed: "0000KOnIzD3I", threads: 1);
    }

    [Fact]
    public void Many_threads_may_enter_at_once()
    {
        var books = new LoadBooks(Store(10_000));

        Parallel.For(1, 20_001, i => Enter(books, ((i - 1) % 10_000) + 1, (i % 2) + 1));

        Assert.Equal(10_000, books.UnchangedCount + books.RejectCount);
        Assert.Equal(books.RejectCount, books.Each().LongCount());
    }

    [Fact]
    public void Rejects_come_with_their_values_in_the_order_of_the_source()
    {
        var books = new LoadBooks(Store(20));
        books.Reject(17, new RejectCause(RejectCode.ValueMissing, "Too late.", ""));
        books.Reject(2, new RejectCause(RejectCode.ValueMissing, "Too early.", ""));

        Assert.Equal([(2L, "2, row 2", "Too early."), (17L, "17, row 17", "Too late.")],
            books.Rejects().First.Select(r => (r.Row, string.Join(", ", r.Values), r.Reason)));
    }

    [Fact]
    public void All_rejects_are_counted_and_the_first_thousand_kept()
    {
        var books = new LoadBooks(Store(2_500));
        for (var row = 2_500; row >= 1; row--) books.Reject(row, new RejectCause(RejectCode.ValueMissing, "No.", ""));

        var rejects = books.Rejects();

        Assert.Equal((2_500, 1_000), (rejects.Count, rejects.First.Count));
        Assert.Equal(Enumerable.Range(1, 1_000).Select(r => (long)r), rejects.First.Select(r => r.Row));
    }

    [Theory]
    [InlineData(0), InlineData(6)]
    public void A_row_that_the_load_does_not_have_cannot_be_entered(long row) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoadBooks(Store(5)).Unchanged(row));

    static void Enter(LoadBooks books, long row, int what)
    {
        if (what == 1) books.Unchanged(row);
        else books.Reject(row, new RejectCause(RejectCode.ValueMissing, "No.", ""));
    }

    static RowStore Store(int count)
    {
        var store = new RowStore();
        foreach (var chunk in Enumerable.Range(1, count).Chunk(9))
            store.Add(Rows.Of(Columns, [.. chunk.Select(n => new object?[] { (long)n, $"row {n}" })]));
        return store;
    }
}
