using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class SuggestionTests
{
    static readonly string[] Known = ["contacts", "contactTags", "tags", "accounts", "lists"];

    [Theory]
    [InlineData("contact", "contacts")]
    [InlineData("CONTACTS", "contacts")]
    [InlineData("cnotacts", "contacts")]
    [InlineData("contacttag", "contactTags")]
    [InlineData("tag", "tags")]
    [InlineData("lsits", "lists")]
    [InlineData("deals", null)]
    [InlineData("", null)]
    public void The_nearest_known_name_is_suggested_when_it_is_near(string wrong, string? near) =>
        Assert.Equal(near, Suggestion.For(wrong, Known));

    [Fact]
    public void Nothing_is_suggested_where_nothing_is_known() => Assert.Null(Suggestion.For("contacts", []));
}
