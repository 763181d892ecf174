using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Loading;

/// <summary>The rows of a contact are found, all of them, once, in their order.</summary>
public sealed class RowIndexTests
{
    [Theory]
    [InlineData(1, 5_000, 40)]
    [InlineData(2, 5_000, 4_000)]
    [InlineData(3, 20, 1_000)]
    [InlineData(4, 0, 1)]
    public void It_finds_what_grouping_finds(int seed, int count, int keys)
    {
        var random = new Random(seed);
        var texts = Enumerable.Range(0, count)
            .Select(_ => random.Next(20) == 0 ? null : (random.Next(2) == 0 ? "Key " : "KEY ") + random.Next(keys)).ToList();
        var wanted = texts.Select(_ => random.Next(10) > 0).ToList();
        var index = new RowIndex<string>(Rows(texts), row => wanted[row - 1], KeyOf, StringComparer.OrdinalIgnoreCase);

        var expected = Enumerable.Range(1, count).Where(r => wanted[r - 1] && texts[r - 1] is not null)
            .GroupBy(r => texts[r - 1]!, StringComparer.OrdinalIgnoreCase).ToList();
        Assert.Equal(Enumerable.Range(1, count).Where(r => wanted[r - 1] && texts[r - 1] is null), index.Without);
        Assert.Equal(expected.Select(g => g.Key), index.Keys);
        foreach (var group in expected.OrderBy(_ => random.Next()).Take(expected.Count / 2))
        {
            Assert.True(index.Has(group.Key.ToUpperInvariant()));
            Assert.Equal(group, index.Take(group.Key));
            Assert.False(index.Has(group.Key));
            Assert.Null(index.Take(group.Key));
        }
        var rest = new List<int>();
        foreach (var key in index.Keys) rest.AddRange(index.Take(key)!);
        Assert.Equal(expected.Count - (expected.Count / 2) == 0, rest.Count == 0);
        Assert.Empty(index.Keys);
    }

    static bool KeyOf(RowBatch rows, int row, out string key)
    {
        key = rows[0].IsNull(row) ? "" : rows[0].Texts[row];
        return key.Length > 0;
    }

    static RowStore Rows(List<string?> texts)
    {
        var store = new RowStore();
        foreach (var part in texts.Chunk(300))
        {
            var batch = new RowBatch([Column.Text("key")], part.Length);
            foreach (var text in part) batch[0].SetText(batch.AddRow(), text);
            store.Add(batch);
        }
        return store;
    }
}
