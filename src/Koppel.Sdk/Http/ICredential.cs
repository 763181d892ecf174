using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>
/// A credential that expires. A client asks for a new one when the one it has is about to, and when a call is answered 401; never for two
/// at once, however many calls are under way. What expires never needs none of this: see <see cref="RestClientOptions.Headers"/>.
/// </summary>
public interface ICredential
{
    /// <summary>Has a new one issued.</summary>
    /// <param name="options">What the client knows of the connection, for messages and retries.</param>
    /// <param name="environment">Clock and observer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">None is issued; the message says why, and shows no secret.</exception>
    Task<AccessToken> IssueAsync(
        RestClientOptions options, ConnectorEnvironment environment, CancellationToken cancellationToken = default);
}

/// <summary>A credential as it was issued.</summary>
/// <param name="Headers">The headers by which it goes with each call. They are secret.</param>
/// <param name="Lifetime">How long it is good for; null when that is not told: then a call is answered 401 when it is over.</param>
public sealed record AccessToken(IReadOnlyDictionary<string, string> Headers, TimeSpan? Lifetime)
{
    /// <summary>
    /// Where the calls with it go, when the remote system says so with the token; null for the client's own address. Whoever issues it has
    /// made sure that it is one to which secrets may be sent.
    /// </summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Its lifetime only: the headers are secret.</summary>
    public override string ToString() => $"a token for {Lifetime?.ToString() ?? "a time that is not told"}";
}
