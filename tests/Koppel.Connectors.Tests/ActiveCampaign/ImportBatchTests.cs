using Koppel.Connectors.ActiveCampaign.Calls;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>How contacts are cut into imports.</summary>
public sealed class ImportBatchTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "1")]
    [InlineData(250, "250")]
    [InlineData(251, "249 2")]
    [InlineData(500, "250 250")]
    [InlineData(501, "250 249 2")]
    [InlineData(10_000, "40 x 250")]
    public void Contacts_are_cut_into_the_fewest_imports_and_none_of_one(int contacts, string expected)
    {
        var cut = ImportBatch.Cut([.. Enumerable.Repeat(100, contacts)], 64);

        var counts = cut.Select(b => b.Count).ToList();
        Assert.Equal(expected, counts.Count == 40 ? $"40 x {counts.Distinct().Single()}" : string.Join(' ', counts));
    }

    [Fact]
    public void Whatever_their_sizes_every_contact_travels_once_and_no_import_is_too_large()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var sizes = Enumerable.Range(0, random.Next(1200))
                .Select(_ => random.Next(20) == 0 ? random.Next(1, 390_000) : random.Next(50, 4_000)).ToList();

            var cut = ImportBatch.Cut(sizes, 64);

            Assert.Equal(Enumerable.Range(0, sizes.Count), cut.SelectMany(b => Enumerable.Range(b.First, b.Count)));
            Assert.All(cut, b => Assert.InRange(b.Count, 1, ImportBatch.MostContacts));
            Assert.All(cut, b => Assert.InRange(64 + sizes.GetRange(b.First, b.Count).Sum(), 0, ImportBatch.MostBytes));
        }
    }

    [Fact]
    public void A_batch_of_one_remains_only_where_its_neighbour_cannot_spare_a_contact()
    {
        var cut = ImportBatch.Cut([300_000, 300_000, 300_000], 64);

        Assert.Equal([1, 1, 1], cut.Select(b => b.Count));
    }
}
