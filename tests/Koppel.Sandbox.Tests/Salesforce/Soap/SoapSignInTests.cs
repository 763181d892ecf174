using System.Xml.Linq;

namespace Koppel.Sandbox.Tests.Salesforce.Soap;

/// <summary>Clients that are older than OAuth sign in over SOAP.</summary>
public sealed class SoapSignInTests
{
    [Theory]
    [InlineData("u", "urn:partner.soap.sforce.com")]
    [InlineData("c", "urn:enterprise.soap.sforce.com")]
    public async Task A_user_signs_in_by_name_and_password_with_the_token_behind_it(string api, string space)
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await LoginAsync(org, $"/services/Soap/{api}/59.0", org.Server.Username, org.Server.Password, space);
        Assert.True(reply.Status == 200, reply.Body);
        var told = XDocument.Parse(reply.Body).Descendants(XName.Get("result", space)).Single();
        Assert.Equal($"{org.Server.Url.GetLeftPart(UriPartial.Authority)}/services/Soap/{api}/59.0/00DKO0000000001",
            told.Element(XName.Get("serverUrl", space))!.Value);
        Assert.Equal(org.Server.Username, told.Descendants(XName.Get("userName", space)).Single().Value);
        var session = told.Element(XName.Get("sessionId", space))!.Value;

        org.Use(session);
        Assert.Equal(1, await org.CountAsync("SELECT Id FROM Contact WHERE Email = 'john.doe@acme.com'"));
        Assert.Contains(
            "<organizationId>00D", (await SendAsync(org, "/services/Soap/u/59.0/00DKO0000000001", session, "<getUserInfo/>")).Body,
            StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(org, "/services/Soap/u/59.0", session, "<logout/>")).Status);
        Assert.Equal(401, (await org.GetAsync("sobjects")).Status);
    }

    [Fact]
    public async Task A_wrong_password_is_a_fault_that_names_no_reason()
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await LoginAsync(org, "/services/Soap/u/59.0", org.Server.Username, "wrong");
        Assert.Equal(500, reply.Status);
        Assert.Contains("<faultcode>sf:INVALID_LOGIN</faultcode>", reply.Body, StringComparison.Ordinal);
        Assert.Contains("<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>", reply.Body, StringComparison.Ordinal);
        Assert.Contains("Invalid username, password, security token; or user locked out.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_org_that_takes_no_passwords_and_versions_from_65_on_have_no_login()
    {
        await using var org = await OrgCaller.FastAsync(new() { TakesPasswords = false });
        Assert.Contains("disabled by default in this org",
            (await LoginAsync(org, "/services/Soap/u/64.0", org.Server.Username, org.Server.Password)).Body, StringComparison.Ordinal);
        await using var other = await OrgCaller.FastAsync();
        Assert.Contains("INVALID_OPERATION",
            (await LoginAsync(other, "/services/Soap/u/65.0", other.Server.Username, other.Server.Password)).Body,
            StringComparison.Ordinal);
        Assert.Contains("UNSUPPORTED_API_VERSION",
            (await LoginAsync(other, "/services/Soap/u/20.0", other.Server.Username, other.Server.Password)).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_is_kept_in_the_log_of_calls()
    {
        await using var org = await OrgCaller.FastAsync();
        await LoginAsync(org, "/services/Soap/u/59.0", org.Server.Username, org.Server.Password);
        var numbers = (await org.GetAsync("/_sandbox/log")).Body;
        Assert.Contains("/services/Soap/u", numbers, StringComparison.Ordinal);
        Assert.DoesNotContain(org.Server.Password, numbers, StringComparison.Ordinal);
        Assert.DoesNotContain(org.Server.Password, (await org.GetAsync("/_sandbox/log/1")).Body, StringComparison.Ordinal);
    }

    static Task<Reply> LoginAsync(OrgCaller org, string path, string name, string password, string space = "urn:partner.soap.sforce.com") =>
        org.SendAsync("POST", path, $"""
            <se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Header/><se:Body>
            <login xmlns="{space}"><username>{name}</username><password>{password}</password></login></se:Body></se:Envelope>
            """, "text/xml");

    static Task<Reply> SendAsync(OrgCaller org, string path, string session, string body) => org.SendAsync("POST", path, $"""
        <se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
        <se:Header><SessionHeader><sessionId>{session}</sessionId></SessionHeader></se:Header><se:Body>{body}</se:Body></se:Envelope>
        """, "text/xml");
}
