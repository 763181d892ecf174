using System.Text;
using System.Text.Json;
using CsCheck;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.Tests.Wire;

public sealed class PhpJsonTests
{
    [Theory]
    [InlineData("a/b", """a\/b""")]
    [InlineData("Señor", """Se\u00f1or""")]
    [InlineData("😀", """\ud83d\ude00""")]
    [InlineData("\"\\", """\"\\""")]
    [InlineData("\t\r\n\b\f\u0001", """\t\r\n\b\f\u0001""")]
    [InlineData("<&>'+=", "<&>'+=")]
    [InlineData("\u007f\u0080", "\u007f\\u0080")]
    public void Texts_are_escaped_as_PHP_does(string text, string expected) => Assert.Equal(expected, PhpJson.Escape(text));

    [Fact]
    public void Every_text_comes_back_as_it_was() =>
        Gen.String.Select(text => text.Replace("\uFFFD", "", StringComparison.Ordinal)).Sample(text =>
    {
        // Half a surrogate pair never gets in: it is refused when it is read.
        if (text.Any(char.IsSurrogate)) return true;
        return JsonDocument.Parse($"\"{PhpJson.Escape(text)}\"").RootElement.GetString() == text;
    });

    [Theory]
    [InlineData("""{"a":[1,2.50,true,null,"x\/y",{"b":[]}],"c":{}}""")]
    [InlineData("[]")]
    [InlineData("1e3")]
    public void A_value_that_was_sent_comes_back_the_same(string json)
    {
        using var writer = new PhpJson();
        writer.Same(JsonDocument.Parse(json).RootElement);
        Assert.Equal(json, Encoding.ASCII.GetString(writer.Written.Span));
    }

    [Fact]
    public void Links_hold_the_id_in_every_address()
    {
        const string Contact = @"http:\/\/127.0.0.1:8080\/api\/3\/contacts\/42";
        using var json = new PhpJson();
        new Links(new Uri("http://127.0.0.1:8080"), "contacts", "one", "two?limit=1").Write(json.BeginObject(), 42);
        json.Name("id"u8).Text(42).EndObject();
        Assert.Equal(
            $$"""{"links":{"one":"{{Contact}}\/one","two":"{{Contact}}\/two?limit=1"},"id":"42"}""",
            Encoding.ASCII.GetString(json.Written.Span));
    }
}
