using Koppel.Connectors.ActiveCampaign.Loads;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Which new tags look like slips.</summary>
public sealed class NearNamesTests
{
    static readonly string[] Existing = ["Autotechniek", "Webinar 2025", "VIP", "Trade fair"];

    [Theory]
    [InlineData("Auto techniek", "Autotechniek")]
    [InlineData("auto-techniek", "Autotechniek")]
    [InlineData("Autotechnik", "Autotechniek")]
    [InlineData("Autotechnieek", "Autotechniek")]
    [InlineData("Autotechneik", "Autotechniek")]
    [InlineData("Tradefair", "Trade fair")]
    public void A_name_that_differs_in_signs_or_one_letter_is_told(string name, string near) =>
        Assert.Equal(near, NearNames.Find(name, Existing));

    [Theory]
    [InlineData("Webinar 2026")]
    [InlineData("VIPS")]
    [InlineData("Bakkerij")]
    [InlineData("Autotechniekers")]
    public void Another_year_a_short_name_or_another_word_is_no_slip(string name) => Assert.Null(NearNames.Find(name, Existing));
}
