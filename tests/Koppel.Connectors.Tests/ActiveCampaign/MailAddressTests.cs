using Koppel.Connectors.ActiveCampaign.Loading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Which addresses are sent.</summary>
public sealed class MailAddressTests
{
    [Theory]
    [InlineData("john.doe@acme.com")]
    [InlineData("a@b.nl")]
    [InlineData("plus+tag@sub.example.co.uk")]
    [InlineData("o'neil@example.com")]
    [InlineData("jürgen@exämple.de")]
    public void Proper_addresses_pass(string address) => Assert.Null(MailAddress.Fault(address));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("john.doe", "has no @")]
    [InlineData("@acme.com", "has nothing before the @")]
    [InlineData("john@acme", "has no proper domain behind the @")]
    [InlineData("john@.com", "has no proper domain behind the @")]
    [InlineData("john@acme.c", "ends with less than two letters behind its last dot")]
    [InlineData("john@doe@acme.com", "has a character behind the @ that an address cannot have")]
    [InlineData("john doe@acme.com", "has a character before the @ that an address cannot have")]
    [InlineData("john(doe)@acme.com", "has a character before the @ that an address cannot have")]
    [InlineData("john@acme.c%m", "ends with something other than letters behind its last dot")]
    public void Others_are_told_what_is_wrong(string address, string fault) => Assert.Equal(fault, MailAddress.Fault(address));
}
