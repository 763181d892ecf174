using static Koppel.EndToEnd.Tests.Personal.PersonHome;

namespace Koppel.EndToEnd.Tests.Personal;

/// <summary><c>koppel trace</c> and <c>koppel forget</c> over real files.</summary>
public sealed class ForgetTests
{
    [Theory]
    [InlineData("ann@x.nl", "joann@x.nl")]
    [InlineData("ann@x.nl", "ann@x.nl.example")]
    [InlineData("ann+news@x.nl", "ann@x.nl")]
    [InlineData("Ann.B_C%d@Example.ORG", "ann.bxcyd@example.org")]
    [InlineData("o'brien@x.nl", "brien@x.nl")]
    [InlineData("brien@x.nl", "o'brien@x.nl")]
    [InlineData("renée@exämple.nl", "renee@example.nl")]
    public async Task Nothing_is_left_of_a_person_and_all_is_left_of_another(string person, string other)
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, person, other);
        var (books, counts) = (await BooksAsync(sandbox), await CountsAsync(sandbox));
        var others = (await DoneAsync(sandbox, "trace", other, "--format", "csv")).Output;
        Assert.NotEmpty(AddressBytes.In(State(sandbox), person));

        var done = await DoneAsync(sandbox, "forget", person, "--yes");

        Assert.Contains("The books of runs are as they were.", done.Error, StringComparison.Ordinal);
        // What holds the other's address may hold this one's as a part of it: then only trace can tell.
        if (!other.Contains(person, StringComparison.OrdinalIgnoreCase)) Assert.Empty(AddressBytes.In(State(sandbox), person));
        var after = await DoneAsync(sandbox, "trace", person);
        Assert.Equal("", after.Output);
        Assert.Contains("This address was forgotten on ", after.Error, StringComparison.Ordinal);
        // The snapshot had both, and is dropped as a whole.
        Assert.Equal(
            string.Join('\n', others.Split('\n').Where(l => !l.StartsWith("snapshot,", StringComparison.Ordinal))),
            (await DoneAsync(sandbox, "trace", other, "--format", "csv")).Output);
        Assert.Equal(books, await BooksAsync(sandbox));
        Assert.Equal(counts, await CountsAsync(sandbox));
    }

    [Fact]
    public async Task Trace_tells_place_by_place_and_forget_does_what_it_says()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await FillAsync(sandbox, "ann@x.nl", "bob@x.nl");

        var trace = await DoneAsync(sandbox, "trace", " ANN@X.nl ", "--format", "csv");
        Console.WriteLine(trace.Output + trace.Error);

        Assert.Equal("", trace.Output);
    }
}
