using Koppel.Connectors.Files;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.Files;

public sealed class TextSettingsTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<TextFileSettings> OfAsync(Dictionary<string, string> connection, Dictionary<string, string>? orders = null)
    {
        _folder.Write("orders.csv");
        connection["path"] = _folder.Path;
        var settings = new ConnectionSettings("shop", "files", connection)
        {
            Tables =
                new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.OrdinalIgnoreCase) { ["ORDERS"] = orders ?? [] },
        };
        var catalog = new FilesConnector().Open(settings, new ConnectorEnvironment { BaseFolder = _folder.Path });
        return Assert.IsType<IFileTable>(await catalog.FindAsync("orders"), exactMatch: false).Source.Text;
    }

    [Fact]
    public async Task Nothing_is_set_by_default()
    {
        var text = await OfAsync([]);
        Assert.Equal(
            (null, null, null, default(HeaderRule), null, null),
            (text.Encoding, text.Separator, text.Quote, text.Header, text.Decimal, text.Thousands));
        Assert.Equal((null, false, false, LongRows.Reject), (text.DateOrder, text.AllText, text.EmptyIsText, text.LongRows));
        Assert.Empty(text.Types);
        Assert.Empty(text.Nulls);
    }

    [Fact]
    public async Task Each_setting_arrives_and_a_tables_own_comes_first()
    {
        var text = await OfAsync(
            new()
            {
                ["encoding"] = "windows-1252", ["separator"] = "tab", ["quote"] = "none", ["header"] = "NONE", ["decimal"] = "comma",
                ["thousands"] = "point", ["date_order"] = "DMY",
                ["types"] = "zip: text, \"a, \"\"b\"\"\": decimal(10, 2)", ["all_text"] = "on", ["nulls"] = "NULL, n/a", ["empty"] = "text",
                ["ragged"] = "cut",
            },
            new() { ["separator"] = ";", ["ragged"] = "fail" });
        Assert.Equal(("windows-1252", ';', '\0', new HeaderRule(HeaderKind.None), ',', '.'),
            (text.Encoding, text.Separator, text.Quote, text.Header, text.Decimal, text.Thousands));
        Assert.Equal(("dmy", true, true, LongRows.Fail), (text.DateOrder, text.AllText, text.EmptyIsText, text.LongRows));
        Assert.Equal([("zip", "text"), ("a, \"b\"", "decimal(10, 2)")], text.Types.Select(t => (t.Key, t.Value)));
        Assert.Equal(["NULL", "n/a"], text.Nulls);
    }

    [Theory]
    [InlineData("on", HeaderKind.First), InlineData("true", HeaderKind.First)]
    [InlineData("off", HeaderKind.None), InlineData("False", HeaderKind.None)]
    public async Task Whether_there_are_headings_can_be_said_as_of_a_switch(string value, HeaderKind kind) =>
        Assert.Equal(new HeaderRule(kind), (await OfAsync(new() { ["header"] = value })).Header);

    [Theory]
    [InlineData("separator", "ab")]
    [InlineData("separator", "none")]
    [InlineData("separator", "é")]
    [InlineData("separator", "")]
    [InlineData("quote", "''")]
    [InlineData("header", "perhaps")]
    [InlineData("decimal", ";")]
    [InlineData("date_order", "ydm")]
    [InlineData("types", "zip")]
    [InlineData("types", "zip: txt")]
    [InlineData("types", "zip: text, ZIP: date")]
    [InlineData("types", "zip: decimal(3,4)")]
    [InlineData("types", "zip: decimal(39,0)")]
    [InlineData("types", "")]
    [InlineData("encoding", "utf-7")]
    [InlineData("encoding", "klingon")]
    [InlineData("empty", "nil")]
    [InlineData("ragged", "skip")]
    public void What_cannot_be_is_refused(string name, string value) =>
        Assert.NotNull(new FilesConnector().Settings.Single(s => s.Name == name).Check(value));

    [Theory]
    [InlineData("separator", "\"")]
    [InlineData("quote", ";")]
    public async Task Two_settings_that_exclude_each_other_are_refused(string name, string value)
    {
        var settings = new Dictionary<string, string> { ["separator"] = ";", [name] = value };
        Assert.Contains("'separator' and 'quote' of connection 'shop' are the same character",
            (await Assert.ThrowsAsync<ConnectorException>(() => OfAsync(settings))).Message, StringComparison.Ordinal);
    }
}
