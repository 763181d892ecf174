using Koppel.Connectors.ActiveCampaign.Loads;

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
    [InlineData("a.b-c_d@my-domain.example")]
    [InlineData("!#$%&'*+/=?^_`{|}~-@example.org")]
    [InlineData("иван@пример.рф")]
    [InlineData("john@xn--exmple-cua.xn--p1ai")]
    [InlineData("john@with_underscore.example.org")]
    public void Proper_addresses_pass(string address) => Assert.Null(MailAddress.Fault(address));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("john.doe", "has no @")]
    [InlineData("@acme.com", "has nothing before the @")]
    [InlineData("john@acme", "has no proper domain after the @")]
    [InlineData("john@.com", "has no proper domain after the @")]
    [InlineData("john@acme.c", "ends with less than two letters after its last dot")]
    [InlineData("john@doe@acme.com", "has a second @ as its 9th character")]
    [InlineData("john doe@acme.com", "has U+0020 (space) as its 5th character")]
    [InlineData("john\u00A0doe@acme.com", "has U+00A0 (no-break space) as its 5th character")]
    [InlineData("john@ac\tme.com", "has U+0009 (tab) as its 8th character")]
    [InlineData("j\u0001ohn@acme.com", "has U+0001 (control character) as its 2nd character")]
    [InlineData("jos\uFFFD@acme.com", "has U+FFFD (what a wrong encoding leaves of a letter) as its 4th character")]
    [InlineData("john(doe)@acme.com", "has '(' as its 5th character")]
    [InlineData("john,doe@acme.com", "has ',' as its 5th character")]
    [InlineData("John <john@acme.com>", "has U+0020 (space) as its 5th character")]
    [InlineData("👍😀,x@acme.com", "has ',' as its 3rd character")]
    [InlineData("mailto:john@acme.com", "has ':' as its 7th character")]
    [InlineData("john@acme.com;jane@acme.com", "has ';' as its 14th character")]
    [InlineData("john@acme.c%m", "has '%' as its 12th character")]
    [InlineData("john.the.great.of.old@ac!me.com", "has '!' as its 25th character")]
    [InlineData(".dot@example.org", "begins with a dot")]
    [InlineData("dot.@example.org", "has a dot right before the @")]
    [InlineData("two..dots@example.org", "has two dots one after the other before the @")]
    [InlineData("john@example..org", "has no proper domain after the @")]
    [InlineData("john@example.org.", "ends with less than two letters after its last dot")]
    [InlineData("john@-example.org", "has a part of its domain that begins or ends with a hyphen")]
    [InlineData("john@example-.org", "has a part of its domain that begins or ends with a hyphen")]
    [InlineData("john@example.o_g", "ends with something other than letters after its last dot")]
    public void Others_are_told_what_is_wrong(string address, string fault) => Assert.Equal(fault, MailAddress.Fault(address));

    [Fact]
    public void One_that_is_too_long_is_told_by_its_length() =>
        Assert.Equal(
            "has 261 characters, more than the 254 that an address can have", MailAddress.Fault(new string('a', 249) + "@example.org"));

    [Fact]
    public void Any_text_has_an_answer()
    {
        var random = new Random(20_261_128);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(
                [.. Enumerable.Range(0, random.Next(12))
                    .Select(
                        _ => random.Next(4) switch { 0 => '@', 1 => '.', 2 => (char)random.Next(0x10000),
                            _ => (char)random.Next(' ', 0x7F) })]);
            if (MailAddress.Fault(text) is { } fault) Assert.NotEmpty(fault);
            else Assert.Matches(@"^[^\s@,;:<>()""]+@[^\s@,;:<>()""]+\.[^\s@.]{2,}$", text);
        }
    }
}
