using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>
/// Signs a user in with the browser: Salesforce's own page asks for name and password, and its answer comes to an address of this machine.
/// Nothing but this program can make a token of that answer. Source: RFC 7636 (code flow with PKCE), RFC 8252 (loopback).
/// </summary>
/// <param name="address">Where to sign in: the org's own address, or https://login.salesforce.com.</param>
/// <param name="clientId">The app, whose callback URL is <see cref="Callback"/>.</param>
/// <param name="clientSecret">The app's secret, or empty when it needs none.</param>
/// <param name="port">The port of <see cref="Callback"/>.</param>
public sealed class BrowserLogIn(Uri address, string clientId, string clientSecret, int port)
{
    /// <summary>The port that the command line <c>sf</c> uses too, so that apps have it as their callback already.</summary>
    public const int UsualPort = 1717;

    /// <summary>A request is one line and some headers.</summary>
    const int LongestRequest = 16_384;

    static readonly TimeSpan Answering = TimeSpan.FromSeconds(5);

    readonly string _state = Random();
    readonly string _verifier = Random();

    /// <summary>The address that Salesforce sends the answer to; it must be among the app's callback URLs.</summary>
    public Uri Callback => new($"http://localhost:{port}/OauthRedirect");

    /// <summary>The page that the user opens.</summary>
    public Uri Page => new(new Uri(address, "services/oauth2/authorize") + UrlPath.Of("")
        .Query("response_type", "code").Query("client_id", clientId).Query("redirect_uri", Callback.ToString())
        .Query("state", _state).Query("scope", "api refresh_token").Query("code_challenge_method", "S256")
        .Query("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)))).ToString());

    /// <summary>What is wrong with an address as one to sign in at, as the end of a sentence, or null.</summary>
    public static string? Fault(Uri address) => Hosts.Fault(address.ToString());

    /// <summary>Waits for the answer of the page, and makes of it what the setting <c>sfdx_url</c> takes.</summary>
    /// <param name="waiting">Is called once answers can come.</param>
    /// <param name="environment">Clock and observer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConnectorException">The user was not signed in, or the port is taken.</exception>
    public async Task<string> RunAsync(Action waiting, ConnectorEnvironment environment, CancellationToken cancellationToken = default)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException taken)
        {
            throw Refused($"Port {port} of this machine is taken: {taken.Message.TrimEnd('.')}. Choose another with --port, and add its "
                + "address to the app's callback URLs");
        }
        waiting();
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            var query = await ReadAsync(client, cancellationToken);
            if (query is null || query.GetValueOrDefault("state") != _state) // Somebody else's request.
            {
                await AnswerAsync(client, "404 Not Found", "This is not what Koppel waits for.", cancellationToken);
                continue;
            }
            if (query.TryGetValue("error", out var error))
            {
                await AnswerAsync(client, "200 OK", "Salesforce did not sign you in. The terminal says why.", cancellationToken);
                var said = query.GetValueOrDefault("error_description") ?? "";
                throw Refused(
                    $"Salesforce signs nobody in: {error} {said}".TrimEnd(' ', '.') + $". {Remedies.For(error, said) ?? Remedies.Usual}");
            }
            await AnswerAsync(client, "200 OK", "You are signed in. Close this page and go back to the terminal.", cancellationToken);
            return await ExchangeAsync(query.GetValueOrDefault("code") ?? "", environment, cancellationToken);
        }
    }

    async Task<string> ExchangeAsync(string code, ConnectorEnvironment environment, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["client_id"] = clientId, ["redirect_uri"] = Callback.ToString(),
            ["code_verifier"] = _verifier,
        };
        if (clientSecret.Length > 0) form["client_secret"] = clientSecret;
        var answer = await new OAuthGrant(new Uri(address, "services/oauth2/token"), form) { Remedy = Remedies.For }.AskAsync(
            new RestClientOptions
            {
                Connection = "sign-in", System = "Salesforce", BaseAddress = address, Limits = [], UsualLimits = [],
                CredentialsRemedy = Remedies.Usual,
            },
            environment, cancellationToken);
        var host = Hosts.Believed(answer.Text("instance_url"), address)
            ?? throw Refused(
                $"Salesforce says that the org's data is at '{answer.Text("instance_url")}', which is no https address of Salesforce");
        return answer.Text("refresh_token") is { Length: > 0 } lasting
            ? new SfdxUrl(clientId, clientSecret, lasting, host.Authority).Write()
            : throw Refused(
                "Salesforce gave no refresh token. An administrator adds \"Perform requests at any time (refresh_token)\" to the "
                + "app's OAuth scopes");
    }

    /// <summary>What a request asks for, or null when it is none.</summary>
    static async Task<Dictionary<string, string>?> ReadAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Answering);
        var buffer = new byte[LongestRequest];
        var length = 0;
        try
        {
            while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
            {
                var read = await client.GetStream().ReadAsync(buffer.AsMemory(length), late.Token);
                if (read == 0) return null;
                length += read;
            }
        }
        catch (Exception fault)
            when (fault is IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
        var words = Encoding.ASCII.GetString(buffer, 0, length).Split('\r', 2)[0].Split(' ');
        if (words is not ["GET", var path, _] || !path.StartsWith("/OauthRedirect?", StringComparison.Ordinal)) return null;
        return path.Split('?', 2)[1].Split('&').Select(p => p.Split('=', 2)).DistinctBy(p => p[0])
            .ToDictionary(p => p[0], p => p.Length > 1 ? WebUtility.UrlDecode(p[1]) : "");
    }

    static async Task AnswerAsync(TcpClient client, string status, string text, CancellationToken cancellationToken)
    {
        var body = $"<!doctype html><meta charset=\"utf-8\"><title>Koppel</title><p>{text}</p>";
        var answer =
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + $"Connection: close\r\n\r\n{body}";
        try
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken);
        }
        catch (IOException)
        {
            // The browser went away; it is the answer of Salesforce that counts.
        }
    }

    static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));

    static ConnectorException Refused(string sentence) => new(ConnectorErrorKind.Unauthorized, sentence.TrimEnd('.') + ".");
}
