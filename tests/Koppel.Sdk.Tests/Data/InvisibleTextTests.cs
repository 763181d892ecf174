using System.Text;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Data;

/// <summary>What cannot be seen in a text.</summary>
public sealed class InvisibleTextTests
{
    [Theory]
    [InlineData("john@example.org", "john@example.org", false)]
    [InlineData(" john@example.org\u00A0", "john@example.org", false)]
    [InlineData("jo\u200Bhn@example.org", "john@example.org", true)]
    [InlineData("\uFEFF \u200Bjohn@example.org \u200E", "john@example.org", true)]
    [InlineData("j\u00F6rg@example.org", "j\u00F6rg@example.org", false)]
    [InlineData("\u200B", "", true)]
    [InlineData("a b", "a b", false)]
    [InlineData("a\u00A0b", "a\u00A0b", false)]
    public void It_is_taken_out_of_a_text(string text, string clean, bool hadInvisible)
    {
        Assert.Equal(clean, InvisibleText.Clean(text, out var had));
        Assert.Equal(hadInvisible, had);
    }

    [Theory]
    [InlineData("Te\u200Bst", "Test")]
    [InlineData("Soft\u00ADhyphen", "Softhyphen")]
    [InlineData("\u202ATest\u202C", "Test")]
    [InlineData("👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧")]
    [InlineData("1\uFE0F\u20E3", "1\uFE0F\u20E3")]
    public void What_joins_the_characters_of_a_name_stays(string name, string clean) =>
        Assert.Equal(clean, InvisibleText.CleanName(name, out _));

    [Theory]
    [InlineData("", true)]
    [InlineData(" \t\u00A0\u3000", true)]
    [InlineData("\u200B \u2060", true)]
    [InlineData("\u200B.", false)]
    public void A_text_of_nothing_else_is_blank(string text, bool isBlank) => Assert.Equal(isBlank, InvisibleText.IsBlank(text));

    [Fact]
    public void Cleaning_twice_is_cleaning_once_and_leaves_all_that_can_be_seen()
    {
        var random = new Random(20_261_128);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(8))
                    .Select(_ => random.Next(3) == 0 ? new Rune(random.Next(0x2000, 0x2070)) : new Rune(random.Next(0xD800))));
            var clean = InvisibleText.Clean(text, out var had);
            Assert.Equal(clean, InvisibleText.Clean(clean, out var again));
            Assert.False(again);
            Assert.Equal(
                text.EnumerateRunes().Any(InvisibleText.IsInvisible) && text.Trim().EnumerateRunes().Any(InvisibleText.IsInvisible), had);
            Assert.Equal(text.EnumerateRunes().Where(r => !InvisibleText.IsInvisible(r) && !Rune.IsWhiteSpace(r)),
                clean.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r)));
        }
    }
}
