using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Fields;

/// <summary>The texts of field values, and what a person may write for them.</summary>
public sealed class FieldTextTests
{
    static readonly CustomField Colour =
        new(1, "KLEUR", "Kleur", FieldKind.Choice) { Options = [new("Rood", "Rood!"), new("Groen", "Groen"), new("Blauw", "Blauw")] };

    static readonly CustomField Sizes = Colour with { Kind = FieldKind.Choices };

    [Theory]
    [InlineData("date", "2026-05-31", "2026-05-31")]
    [InlineData("date", "2026-05-31 00:00:00", "2026-05-31")]
    [InlineData("datetime", "2026-05-31T14:00:00+02:00", "2026-05-31T12:00:00+00:00")]
    [InlineData("number", " 012.50", "12.5")]
    [InlineData("number", "-3", "-3")]
    [InlineData("text", " as it is ", " as it is ")]
    [InlineData("date", "", "")]
    public void A_value_has_one_text(string type, string written, string text)
    {
        var field = new CustomField(1, "X", "X", FieldKindWords.Of(type));

        Assert.Equal(text, FieldText.Parse(field, written, out var fault));
        Assert.Null(fault);
        Assert.Equal(text, FieldText.Normal(field, text));
    }

    [Theory]
    [InlineData("date", "31-05-2026",
        "'31-05-2026' is no value of X, which holds a date such as 2026-05-31. Correct it and load it again.")]
    [InlineData("number", "twelve", "'twelve' is no value of X, which holds a number such as 12.5. Correct it and load it again.")]
    [InlineData("datetime", "yesterday",
        "'yesterday' is no value of X, which holds a time such as 2026-05-31T14:00:00+02:00. Correct it and load it again.")]
    public void What_is_no_value_is_told(string type, string written, string said)
    {
        Assert.Null(FieldText.Parse(new CustomField(1, "X", "X", FieldKindWords.Of(type)), written, out var fault));

        Assert.Equal(said, fault!.ToString());
    }

    [Fact]
    public void An_option_is_found_by_value_or_label_without_case_and_one_that_is_not_offered_tells_those_that_are()
    {
        Assert.Equal("Groen", FieldText.Parse(Colour, "groen", out _));
        Assert.Equal("Rood", FieldText.Parse(Colour, "ROOD!", out _));
        Assert.Null(FieldText.Parse(Colour, "Paars", out var fault));
        Assert.Equal(
            (RejectCode.OptionUnknown, "'Paars' is none of the options of KLEUR: Rood, Groen, Blauw."), (fault!.Code, fault.Reason));
    }

    [Fact]
    public void Several_options_are_the_same_text_in_whatever_order_they_come()
    {
        Assert.Equal("||Rood||Blauw||", FieldText.Parse(Sizes, "blauw||rood", out _));
        Assert.Equal("||Rood||Blauw||", FieldText.Normal(Sizes, "||Blauw||Rood||"));
        Assert.Null(FieldText.Parse(Sizes, "||Blauw||Paars||", out var fault));
        Assert.StartsWith("'Paars' is none of the options", fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_account_holds_that_is_no_value_reads_as_none()
    {
        var field = new CustomField(1, "X", "X", FieldKind.Date);
        var cell = new ColumnBuffer(field.Type, 1);

        FieldText.Set(field, "soon", cell, 0);
        Assert.True(cell.IsNull(0));
        FieldText.Set(field, "2026-05-31", cell, 0);
        Assert.Equal("2026-05-31", cell.Show(0));
    }
}
