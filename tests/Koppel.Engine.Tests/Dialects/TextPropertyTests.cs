using Koppel.Engine.Dialects.Texts;
using Koppel.Fuzzing;

namespace Koppel.Engine.Tests.Dialects;

/// <summary>Whatever text comes out of a remote system, the functions of texts take it.</summary>
public sealed class TextPropertyTests
{
    static readonly string[] Pieces =
    [
        "a", "B", "é", "ß", "İ", "ǆ", "𝐀", "\uD800", "\u200B", "\u0301", " ", "\t", "\n", "@", ".", "..", "<", ">", "\"", "\"\"", ",", ";",
        "|", "||", "mailto:", "?", "x.nl", "0", "'", "\u001F", "Ada", "smith",
    ];

    [Fact]
    public void Any_text_has_its_form_and_has_it_at_once()
    {
        foreach (var (number, random) in FuzzCases.All(20_000))
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var again = FuzzCases.Again(number);
            Assert.True(InitCap.Of(InitCap.Of(text)) == InitCap.Of(text), again);
            Assert.True(EmailAddress.Normalize(EmailAddress.Normalize(text)) == EmailAddress.Normalize(text), again);
            Assert.True(Soundex.Of(text) is null or { Length: 4 }, again);
            Assert.True(Soundex.Of(text?.ToUpperInvariant()) == Soundex.Of(text), again);
            Assert.True(!EmailAddress.Is(text!) || EmailAddress.Domain(text) is { Length: > 3 }, again);
            Assert.True(TagList.Split(text!).All(t => t.Length > 0 && t.Trim() == t), again);
        }
    }

    [Fact]
    public void Tags_without_signs_of_their_own_come_back_as_they_were()
    {
        foreach (var (number, random) in FuzzCases.All(5_000))
        {
            var tags = Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"tag {random.Next(100)}").ToList();
            var separators = new[] { ",", ";", "||", "\n", " , ", ";;" };
            var text = string.Join(separators[random.Next(separators.Length)], tags);
            Assert.True(TagList.Split(text).SequenceEqual(tags), FuzzCases.Again(number));
        }
    }
}
