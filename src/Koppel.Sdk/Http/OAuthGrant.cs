using System.Globalization;
using System.Text;
using System.Text.Json;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>
/// A token that is issued for a lasting secret, as OAuth 2.0 does it: a form is sent to an address, whose answer holds
/// <c>access_token</c> and mostly <c>expires_in</c>. Source: RFC 6749. The secret must be good for more than one time.
/// </summary>
/// <param name="Address">Where tokens are issued.</param>
/// <param name="Form">
/// What is sent, such as <c>grant_type</c> = <c>client_credentials</c> with <c>client_id</c> and <c>client_secret</c>, or
/// <c>grant_type</c> = <c>refresh_token</c> with <c>refresh_token</c>. It is secret.
/// </param>
public sealed record OAuthGrant(Uri Address, IReadOnlyDictionary<string, string> Form) : ICredential
{
    /// <summary>The header that carries the token. The default is <c>Authorization</c>.</summary>
    public string Header { get; init; } = "Authorization";

    /// <summary>What stands before the token in the header. The default is <c>Bearer</c> and a blank.</summary>
    public string Prefix { get; init; } = "Bearer ";

    /// <inheritdoc/>
    public async Task<AccessToken> IssueAsync(
        RestClientOptions options, ConnectorEnvironment environment, CancellationToken cancellationToken = default)
    {
        using var client = new RestClient(
            options with
            {
                BaseAddress = Address,
                Headers = new Dictionary<string, string>(),
                Credential = null,
                Secrets = [.. Form.Where(f => f.Key != "grant_type").SelectMany(f => new[] { f.Value, Uri.EscapeDataString(f.Value) })],
                Limits = [],
                UsualLimits = [],
                Throttled = null,
                Errors = ErrorShape.Usual,
            },
            environment with { SharedFolder = null });
        var body = string.Join('&', Form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
        // Asked for twice, a second token is issued: that harms nobody.
        var response = await client.SendAsync(
            new RestRequest(HttpMethod.Post, "")
            {
                Body = Encoding.UTF8.GetBytes(body),
                ContentType = "application/x-www-form-urlencoded",
                Repeatable = true,
            },
            cancellationToken);
        return Read(response) ?? throw RestFaults.NotIssued(options, response);
    }

    /// <summary>The address only: the form is secret.</summary>
    public override string ToString() => $"tokens of {Address}";

    AccessToken? Read(RestResponse response)
    {
        using var document = response.IsSuccess ? response.TryJson() : null;
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } answer
            || !answer.TryGetProperty("access_token", out var token) || token.ValueKind != JsonValueKind.String
            || token.GetString() is not { Length: > 0 } text) return null;
        var lifetime = answer.TryGetProperty("expires_in", out var seconds)
            && double.TryParse(seconds.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var told) && told is > 0 and < 1e9
            ? TimeSpan.FromSeconds(told) : (TimeSpan?)null;
        return new AccessToken(new Dictionary<string, string> { [Header] = Prefix + text }, lifetime);
    }
}
