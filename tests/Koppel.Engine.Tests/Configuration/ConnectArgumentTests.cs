using Koppel.Engine.Configuration;

namespace Koppel.Engine.Tests.Configuration;

public sealed class ConnectArgumentTests
{
    [Theory]
    [InlineData("ac=shop;token=abc", "abc")]
    [InlineData("ac = shop ; token = abc ;", "abc")]
    [InlineData("ac=shop;token=\"a;b\"", "a;b")]
    [InlineData("ac=shop;token='a;b'", "a;b")]
    [InlineData("ac=shop;token=\"a\"\";\"\"b\"", "a\";\"b")]
    [InlineData("ac=shop;token=a=b=", "a=b=")]
    [InlineData("ac=shop;token=it's", "it's")]
    [InlineData("ac=shop;token=\" a \"", " a ")]
    [InlineData("ac=shop;token=", "")]
    [InlineData("ac=shop;token=\"'\"", "'")]
    public void A_value_is_what_stands_behind_the_first_sign_without_its_quotes(string text, string expected)
    {
        var faults = new List<string>();
        var draft = ConnectArgument.Read(text, 1, faults);

        Assert.Empty(faults);
        Assert.Equal(("ac", "shop"), (draft!.Name, draft.Type!.Value));
        Assert.Equal(("token", expected), (draft.Settings.Single().Name, draft.Settings.Single().Value));
    }

    [Theory]
    [InlineData("", "--connect number 2 is empty.")]
    [InlineData("hunter2", "--connect number 2: part 1 has no name before '='.")]
    [InlineData("ac=shop;hunter2", "--connect ac: part 2 has no name before '='.")]
    [InlineData("ac=shop;token=\"hunter2", "--connect number 2: a quote is not closed.")]
    public void A_fault_says_where_and_repeats_no_value(string text, string expected)
    {
        var faults = new List<string>();
        ConnectArgument.Read(text, 2, faults);

        var fault = Assert.Single(faults);
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_the_place_of_the_type_may_be_a_secret_and_is_not_repeated()
    {
        var source =
            new ConfigurationSource { Connectors = FakeConnector.All, WorkingFolder = Path.GetTempPath(), Connect = ["token=hunter2"] };
        var fault = Assert.Throws<ConfigurationException>(() => ConfigurationReader.Read(source));
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }
}
