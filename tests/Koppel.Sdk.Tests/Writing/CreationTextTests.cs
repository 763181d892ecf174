using Koppel.Sdk.Loading;

namespace Koppel.Sdk.Tests.Writing;

/// <summary>What a load creates is a text that people read and that a page can say in another language.</summary>
public sealed class CreationTextTests
{
    [Theory]
    [InlineData("tag", "Lead", "tag 'Lead'", "creates-tag")]
    [InlineData("account", "Bakker's 3 contacts", "account 'Bakker's 3 contacts'", "creates-account")]
    [InlineData("tag", "", "tag ''", "creates-tag")]
    public void A_thing_with_a_name_is_told_by_it(string kind, string name, string text, string code)
    {
        Assert.Equal(text, CreationText.Of(kind, name));
        var note = CreationText.Read(text);
        Assert.Equal((text, code), (note.Text, note.Code));
        Assert.Equal([("name", name)], note.Values);
    }

    [Theory]
    [InlineData("contact", 1, "1 contact", "creates-contacts")]
    [InlineData("contact", 1_200, "1200 contacts", "creates-contacts")]
    public void Many_are_told_by_their_number(string kind, long count, string text, string code)
    {
        Assert.Equal(text, CreationText.Of(kind, count));
        var note = CreationText.Read(text);
        Assert.Equal((text, code), (note.Text, note.Code));
        Assert.Equal([("n", $"{count}")], note.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tag")]
    [InlineData("tag Lead")]
    [InlineData("many contacts")]
    public void Any_other_text_is_a_sentence_alone(string text)
    {
        var note = CreationText.Read(text);
        Assert.Equal((text, ""), (note.Text, note.Code));
        Assert.Empty(note.Values);
    }
}
