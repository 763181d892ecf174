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

    /// <summary>
    /// What to do about a refusal, as a sentence, by the word for programs in it, such as <c>invalid_grant</c>, and what it says of it;
    /// null for the client's usual words. The default has none of its own.
    /// </summary>
    public Func<string, string, string?>? Remedy { get; init; }

    /// <inheritdoc/>
    public async Task<AccessToken> IssueAsync(
        RestClientOptions options, ConnectorEnvironment environment, CancellationToken cancellationToken = default) =>
        (await AskAsync(options, environment, cancellationToken)).Token;

    /// <summary>Has a token issued, and gives all that the answer says.</summary>
    /// <param name="options">What the client knows of the connection, for messages and retries.</param>
    /// <param name="environment">Clock and observer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">None is issued; the message says why, and shows no secret.</exception>
    public async Task<OAuthAnswer> AskAsync(
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
                Inspect = null,
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
        return OAuthAnswer.Read(response, Header, Prefix) ?? throw Refused(options, response);
    }

    /// <summary>The address only: the form is secret.</summary>
    public override string ToString() => $"tokens of {Address}";

    ConnectorException Refused(RestClientOptions options, RestResponse response)
    {
        using var document = response.IsSuccess ? null : response.TryJson();
        var own = document?.RootElement is { ValueKind: JsonValueKind.Object } refusal
            ? Remedy?.Invoke(Text(refusal, "error"), Text(refusal, "error_description")) : null;
        return RestFaults.NotIssued(own is null ? options : options with { CredentialsRemedy = own }, response);
    }

    static string Text(JsonElement refusal, string name) =>
        refusal.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
