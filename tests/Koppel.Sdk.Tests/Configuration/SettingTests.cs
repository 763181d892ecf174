using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Tests.Configuration;

public sealed class SettingTests
{
    [Theory]
    [InlineData(SettingKind.Text, ""), InlineData(SettingKind.Text, "anything"), InlineData(SettingKind.Path, "a/b.xlsx")]
    [InlineData(SettingKind.Url, "https://a.example"), InlineData(SettingKind.Url, "http://127.0.0.1:80/api"),
        InlineData(SettingKind.Number, "5"), InlineData(SettingKind.Number, "0.5")]
    [InlineData(SettingKind.Switch, "on"), InlineData(SettingKind.Switch, "NO"), InlineData(SettingKind.Switch, "1"),
        InlineData(SettingKind.Word, "RUN"), InlineData(SettingKind.Word, "skip")]
    [InlineData(SettingKind.Amount, "0"), InlineData(SettingKind.Amount, "500"), InlineData(SettingKind.Amount, "2.5%"),
        InlineData(SettingKind.Amount, "20 %")]
    public void A_right_value_is_accepted(SettingKind kind, string value) => Assert.Null(Of(kind).Check(value));

    [Theory]
    [InlineData(SettingKind.Url, "a.example", "must be an address such as https://account.api-us1.com, not 'a.example'")]
    [InlineData(SettingKind.Url, "ftp://a.example", "must be an address such as https://account.api-us1.com, not 'ftp://a.example'")]
    [InlineData(SettingKind.Url, "https://ann:pw@a.example", "must not hold a user name or password: these have settings of their own")]
    [InlineData(SettingKind.Url, "ftp://ann:pw@a.example", "must be an address such as https://account.api-us1.com")]
    [InlineData(SettingKind.Number, "0", "must be a number above 0, not '0'"),
        InlineData(SettingKind.Number, "-1", "must be a number above 0, not '-1'")]
    [InlineData(SettingKind.Number, "1,5", "must be a number above 0, not '1,5'"),
        InlineData(SettingKind.Number, "NaN", "must be a number above 0, not 'NaN'")]
    [InlineData(SettingKind.Number, "1e999", "must be a number above 0, not '1e999'"),
        InlineData(SettingKind.Switch, "maybe", "must be on or off, not 'maybe'")]
    [InlineData(SettingKind.Word, "walk", "must be one of run, skip, not 'walk'")]
    [InlineData(SettingKind.Amount, "-1%", "must be a number from 0 on, or a share such as 20%, not '-1%'"),
        InlineData(SettingKind.Amount, "%", "must be a number from 0 on, or a share such as 20%, not '%'")]
    [InlineData(SettingKind.Amount, "NaN", "must be a number from 0 on, or a share such as 20%, not 'NaN'"),
        InlineData(SettingKind.Amount, "20%%", "must be a number from 0 on, or a share such as 20%, not '20%%'")]
    public void A_wrong_value_is_told(SettingKind kind, string value, string what) => Assert.Equal(what, Of(kind).Check(value));

    [Theory]
    [InlineData("1", null), InlineData("0.6", null), InlineData("1.01", "must be a number above 0 and at most 1, not '1.01'"),
        InlineData("0", "must be a number above 0 and at most 1, not '0'")]
    public void A_number_can_have_a_bound(string value, string? what) =>
        Assert.Equal(what, (Of(SettingKind.Number) with { Most = 1 }).Check(value));

    [Theory]
    [InlineData(SettingKind.Number), InlineData(SettingKind.Switch), InlineData(SettingKind.Url), InlineData(SettingKind.Word)]
    public void A_secret_is_not_shown_when_it_is_wrong(SettingKind kind) =>
        Assert.DoesNotContain("hush-hush", (Of(kind) with { Secret = true }).Check("hush-hush")!, StringComparison.Ordinal);

    [Fact]
    public void A_required_setting_must_not_be_empty()
    {
        Assert.Equal("must not be empty", (Of(SettingKind.Text) with { Required = true }).Check(" "));
        Assert.Null((Of(SettingKind.Text) with { Required = true }).Check("x"));
    }

    [Fact]
    public void A_word_of_a_setting_without_a_list_can_be_any() => Assert.Null((Of(SettingKind.Word) with { Words = [] }).Check("walk"));

    [Theory]
    [InlineData("on", true), InlineData("True", true), InlineData("YES", true), InlineData("1", true), InlineData("off", false),
        InlineData("no", false), InlineData("False", false), InlineData("0", false)]
    public void A_switch_understands_the_usual_words(string value, bool expected)
    {
        Assert.True(Setting.TryParseSwitch(value, out var on));
        Assert.Equal(expected, on);
    }

    [Fact]
    public void Settings_of_a_connection_are_read_as_their_kinds()
    {
        var settings = new ConnectionSettings("shop", "rest",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["URL"] = "x", ["n"] = "1.5", ["s"] = "no" });

        Assert.Equal(("x", null, 1.5, 7, false, true),
            (settings.Required("url"), settings.Text("none"), settings.Number("n", 7), settings.Number("m", 7), settings.Switch("s", true),
                settings.Switch("t", true)));
    }

    static Setting Of(SettingKind kind) => new("x", "A setting.") { Kind = kind, Words = ["run", "skip"] };
}
