using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>
/// Keeps the credential of a client that expires, and has a new one issued: before it is over, and when a call was answered 401. Calls that
/// need it meanwhile wait for the same one, and when none is issued, all of them learn the same reason.
/// </summary>
internal sealed class TokenKeeper(
    ICredential credential, RestClientOptions options, TimeProvider time, Credentials secrets) : IDisposable
{
    /// <summary>
    /// A token is not used so long before its end, or a tenth of its time, whatever is shorter: a call takes time to arrive.
    /// </summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    readonly CancellationTokenSource _closing = new();
    Issued? _current;
    Task<Issued>? _renewal;

    /// <summary>The token that was issued last, or null.</summary>
    public AccessToken? Current => Volatile.Read(ref _current)?.Token;

    /// <summary>The token to send.</summary>
    /// <exception cref="ConnectorException">There is none, and none is issued.</exception>
    public ValueTask<Issued> CurrentAsync(ConnectorEnvironment environment, CancellationToken cancellationToken) =>
        Volatile.Read(ref _current) is { } current && time.GetElapsedTime(current.Since) < current.Use
            ? ValueTask.FromResult(current)
            : new ValueTask<Issued>(RenewAsync(Volatile.Read(ref _current), environment, cancellationToken));

    /// <summary>A newer one than this, which is over.</summary>
    /// <exception cref="ConnectorException">None is issued.</exception>
    public Task<Issued> RenewAsync(Issued? old, ConnectorEnvironment environment, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_current is { } current && !ReferenceEquals(current, old)) return Task.FromResult(current);
            // For all who wait: it goes on although one of them does not wait any more.
            return (_renewal ??= Task.Run(() => IssueAsync(environment), CancellationToken.None)).WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    async Task<Issued> IssueAsync(ConnectorEnvironment environment)
    {
        try
        {
            var since = time.GetTimestamp();
            var token = await credential.IssueAsync(options, environment, _closing.Token);
            secrets.Add(token.Headers);
            environment.Log.TokenIssued(options.Connection, token.Lifetime);
            if (Credentials.FaultOf(token.Headers) is { } fault) throw RestFaults.Unusable(options, "", fault, options.CredentialsRemedy);
            var use = token.Lifetime is { } lifetime ? lifetime - (Margin < lifetime / 10 ? Margin : lifetime / 10) : TimeSpan.MaxValue;
            var issued = new Issued(token, since, use);
            Volatile.Write(ref _current, issued);
            return issued;
        }
        finally
        {
            lock (_lock) _renewal = null;
        }
    }

    /// <summary>A token, since when it counts and how long it is used.</summary>
    public sealed record Issued(AccessToken Token, long Since, TimeSpan Use);
}
