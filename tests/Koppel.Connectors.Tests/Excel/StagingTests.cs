using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Staging;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>What is staged comes back, in memory and behind it.</summary>
public sealed class StagingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    [InlineData(10_000_000)]
    public void Bytes_come_back_from_memory_and_from_the_temporary_file(int memory)
    {
        var random = new Random(5);
        var all = new byte[1_500_000];
        random.NextBytes(all);
        using var buffer = new SpillBuffer(memory);
        for (var at = 0; at < all.Length;)
        {
            var part = Math.Min(random.Next(1, 100_000), all.Length - at);
            buffer.Append(all.AsSpan(at, part));
            at += part;
        }
        buffer.Seal();

        Assert.Equal(all.Length, buffer.Length);
        for (var round = 0; round < 200; round++)
        {
            var (start, length) = (random.Next(all.Length), random.Next(1, 600_000));
            var read = new byte[length];
            var count = buffer.Read(start, read);
            Assert.Equal(Math.Min(length, all.Length - start), count);
            Assert.True(all.AsSpan(start, count).SequenceEqual(read.AsSpan(0, count)));
        }
    }

    [Fact]
    public void Shared_texts_come_back_in_any_order()
    {
        var random = new Random(6);
        var all =
            Enumerable.Range(0, 20_000).Select(i => random.Next(20) == 0 ? " " : $"tekst {i} {new string('ł', random.Next(50))}").ToList();
        using var texts = new SharedTexts();
        foreach (var text in all) texts.Add(text, isTooLong: false);
        texts.Seal();
        var reader = texts.Open();
        for (var round = 0; round < 50_000; round++)
        {
            var number = round < 20_000 ? round : random.Next(all.Count);
            Assert.Equal(all[number], reader.Get(number));
            Assert.Equal(all[number] == " ", texts.IsBlank(number));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_cells_come_back_by_row_and_column(int seed)
    {
        var random = new Random(seed);
        using var texts = new SharedTexts();
        for (var i = 0; i < 100; i++) texts.Add($"gedeeld {i}", isTooLong: false);
        texts.Seal();
        var wanted = new SortedDictionary<(int Row, int Column), string>();
        using var writer = new StageWriter { Texts = texts };
        var isInOrder = seed % 2 == 0;
        var row = 0;
        for (var count = 0; count < 5_000; count++)
        {
            row = isInOrder ? row + random.Next(1, 5) : random.Next(2_000);
            writer.BeginRow(row);
            for (var c = 0; c < random.Next(1, 8); c++)
            {
                var column = isInOrder ? c * 3 + 1 : random.Next(16_384);
                if (random.Next(5) == 0)
                {
                    var number = random.Next(100);
                    writer.AddShared(column, number);
                    wanted[(row, column)] = $"gedeeld {number}";
                    continue;
                }
                var cell = Random(random);
                writer.Add(column, cell);
                if (!cell.IsEmpty) wanted[(row, column)] = CellText.Render(cell);
            }
            writer.EndRow();
        }
        using var stage = writer.Finish();

        foreach (var first in (int[])[0, 1, 777, 1_024, 1_999, 1_000_000])
        {
            using var reader = stage.Open(first);
            var found = new List<((int, int), string)>();
            while (reader.Read())
                while (reader.ReadCell(out var column, out var cell)) found.Add(((reader.Row, column), CellText.Render(reader.Text(cell))));
            Assert.Equal(wanted.Where(w => w.Key.Row >= first).Select(w => (w.Key, w.Value)), found);
        }
        Assert.Equal(wanted.Keys.Max(k => k.Column) + 1, stage.Columns);
    }

    static Cell Random(Random random) => random.Next(9) switch
    {
        0 => Cell.Of((double)random.NextInt64(-Cell.LargestWhole, Cell.LargestWhole)),
        1 => Cell.Of(random.NextDouble() * 1e9),
        2 => Cell.Of(random.Next(2) == 0),
        3 => Cell.Of(new DateTime(random.Next(1, 10_000), 1, 1)),
        4 => Cell.Of(new DateTime(1900, 1, 1).AddSeconds(random.Next())),
        5 => Cell.Of(new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay))),
        6 => Cell.Of(TimeSpan.FromMilliseconds(random.Next(-1_000_000, 1_000_000))),
        7 => Cell.Of($"tekst {random.Next()}"),
        _ => Cell.Of("  "),
    };
}
