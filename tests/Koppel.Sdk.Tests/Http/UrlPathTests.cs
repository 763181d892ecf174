using CsCheck;
using Koppel.Sdk.Http;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Http;

public sealed class UrlPathTests
{
    static readonly string[] Odd =
        ["/", "..", ".", "%2F", "%", "?", "#", "&", "=", "+", " ", ":", "\\", "{id}", "'", "\"", "é", "日本", "😀", "\u202e", "\r\n", ";",
            "@", "//"];

    /// <summary>
    /// Any text that UTF-8 can write, so no halves of surrogate pairs, without the character 0, which servers refuse in a path.
    /// </summary>
    static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char.Where(c => c != 0 && !char.IsSurrogate(c)).Select(c => c.ToString()),
        Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]))
        .Array[0, 6].Select(string.Concat);

    [Fact]
    public async Task A_server_gets_back_the_values_that_were_put_in()
    {
        await using var server = await StubServer.SayingAsync(StubServer.Says(200));
        using var account = TestAccount.At(server);

        await Gen.Select(Text.Where(UrlPath.FitsPath), Text, Text).SampleAsync(async (part, first, second) =>
        {
            server.Calls.Clear();
            var path =
                UrlPath.Of(UrlPath.Fill("things/{name}/parts", "name", part)).Query("filters[a]", first).Query("b c", second).ToString();
            await account.Client.SendAsync(new RestRequest(HttpMethod.Get, path));

            var call = Assert.Single(server.Calls);
            var parts = call.Path.Split('/');
            Assert.Equal(["", "api", "things", part, "parts"], parts.Select(Uri.UnescapeDataString));
            Assert.Equal([("filters[a]", first), ("b c", second)], call.Query);
        }, iter: 300, seed: "0000KOnIzD3I", threads: 1);
    }

    [Theory]
    [InlineData(""), InlineData("."), InlineData("..")]
    public void A_value_that_would_name_another_path_is_refused(string value)
    {
        Assert.False(UrlPath.FitsPath(value));
        var fault = Assert.Throws<ArgumentException>(() => UrlPath.Fill("tags/{id}", "id", value));
        Assert.Contains("cannot stand in the path tags/{id}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_brackets_of_names_stay_readable() =>
        Assert.Equal("tags?limit=5&filters[search][eq]=a%26b",
            UrlPath.Of("tags").Query("limit", "5").Query("filters[search][eq]", "a&b").ToString());

    [Fact]
    public void A_query_that_is_there_already_is_continued() =>
        Assert.Equal("tags?status=1&limit=5", UrlPath.Of("tags?status=1").Query("limit", "5").ToString());
}
