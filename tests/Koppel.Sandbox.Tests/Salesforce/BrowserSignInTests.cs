using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Signing in by a browser, which brings a code back.</summary>
public sealed class BrowserSignInTests
{
    const string Verifier = "a-text-that-only-the-client-knows-until-it-asks-for-the-token";
    const string Redirect = "http://localhost:1717/callback";

    static string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Fact]
    public async Task The_browser_comes_back_with_a_code_that_can_be_exchanged_once()
    {
        await using var org = await OrgCaller.FastAsync();
        var back = await BackAsync(org, "GET", null);
        Assert.Equal("s=1", back["state"].ToString());
        var reply = await ExchangeAsync(org, back["code"].ToString(), Verifier);
        Assert.Equal(200, reply.Status);
        Assert.NotNull(reply.Json["refresh_token"]);
        Assert.Equal("invalid_grant", (await ExchangeAsync(org, back["code"].ToString(), Verifier)).Text("error"));
    }

    [Fact]
    public async Task A_code_is_of_no_use_to_whoever_does_not_know_the_verifier()
    {
        await using var org = await OrgCaller.FastAsync();
        var code = (await BackAsync(org, "GET", null))["code"].ToString();
        Assert.Equal("invalid code verifier", (await ExchangeAsync(org, code, "guessed")).Text("error_description"));
    }

    [Fact]
    public async Task A_code_is_good_for_fifteen_minutes()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var code = (await BackAsync(org, "GET", null))["code"].ToString();
        org.Time!.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("expired authorization code", (await ExchangeAsync(org, code, Verifier)).Text("error_description"));
    }

    [Fact]
    public async Task Where_a_page_asks_the_user_may_say_no()
    {
        await using var org = await OrgCaller.FastAsync(new() { AsksConsent = true });
        var page = await org.GetAsync(Address(org));
        Assert.Equal(200, page.Status);
        Assert.Contains("Allow access?", page.Body, StringComparison.Ordinal);
        Assert.Equal("access_denied", (await BackAsync(org, "POST", "answer=deny"))["error"].ToString());
        Assert.NotEmpty((await BackAsync(org, "POST", "answer=allow"))["code"].ToString());
    }

    [Theory]
    [InlineData("http://example.com/callback", "redirect_uri_mismatch")]
    [InlineData("javascript:alert(1)", "redirect_uri_mismatch")]
    public async Task A_code_is_brought_to_this_machine_only(string redirect, string error)
    {
        await using var org = await OrgCaller.FastAsync();
        var page = await org.GetAsync(Address(org, redirect));
        Assert.Equal(400, page.Status);
        Assert.Contains(error, page.Body, StringComparison.Ordinal);
    }

    static string Address(OrgCaller org, string redirect = Redirect) => QueryHelpers.AddQueryString("/services/oauth2/authorize",
        new Dictionary<string, string?>
        {
            ["response_type"] = "code", ["client_id"] = org.Server.ClientId, ["redirect_uri"] = redirect, ["state"] = "s=1",
            ["code_challenge"] = Challenge, ["code_challenge_method"] = "S256",
        });

    /// <summary>What the browser brings back.</summary>
    static async Task<Dictionary<string, StringValues>> BackAsync(OrgCaller org, string method, string? form)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var request = new HttpRequestMessage(new(method), new Uri(org.Server.Url, Address(org)));
        if (form is not null) request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await browser.SendAsync(request);
        var location = response.Headers.Location!;
        Assert.StartsWith(Redirect + "?", location.ToString(), StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(location.Query);
    }

    static Task<Reply> ExchangeAsync(OrgCaller org, string code, string verifier) => org.TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", org.Server.ClientId), ("code", code), ("redirect_uri", Redirect),
        ("code_verifier", verifier));
}
