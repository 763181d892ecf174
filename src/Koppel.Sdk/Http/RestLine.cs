using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>
/// What the clients of one connection have together, however many sessions have one: open connections, the account's budget, its
/// credentials, and which wait was told. Safe to use from many threads.
/// </summary>
sealed class RestLine : IDisposable
{
    readonly Random _jitter;
    DateTimeOffset _toldUntil;

    RestLine(RestClientOptions options, ConnectorEnvironment environment)
    {
        Credentials = new Credentials(options.Headers, options.Secrets);
        _jitter = new Random(environment.Seed);
        Budget = environment.Shared?.Get(AccountOf(options), NewBudget) ?? NewBudget();
        Sender = new HttpSender(options, environment, Credentials, Budget);
        Tokens = options.Credential is { } credential ? new TokenKeeper(credential, options, environment.Time, Credentials) : null;
        if (Credentials.Fault is null) Sender.AddHeaders(options.Headers);

        RateBudget NewBudget() => new(
            options.Limits, environment.Time, options.InFlight, options.Share, SharedBudget.Of(options, environment));
    }

    /// <summary>The account's budget, which other connections to the same account have too.</summary>
    public RateBudget Budget { get; }

    /// <summary>Sends calls.</summary>
    public HttpSender Sender { get; }

    /// <summary>What nobody may see.</summary>
    public Credentials Credentials { get; }

    /// <summary>Has the credential that expires; null where there is none.</summary>
    public TokenKeeper? Tokens { get; }

    /// <summary>A line for a client: that of its connection where there are such, or one of its own.</summary>
    /// <param name="options">The connection.</param>
    /// <param name="environment">Clock, and what is shared.</param>
    /// <param name="isShared">Whether others have it too: then it is not the client's to close.</param>
    public static RestLine Of(RestClientOptions options, ConnectorEnvironment environment, out bool isShared)
    {
        isShared = environment.Shared is not null;
        // Who issues the tokens is asked on a line of its own, which needs none.
        return environment.Shared?.Get($"{options.Connection} {options.BaseAddress} {options.Credential is null}", New) ?? New();

        RestLine New() => new(options, environment);
    }

    /// <summary>A number from 0 to 1 that is another each time.</summary>
    public double NextJitter()
    {
        lock (_jitter) return _jitter.NextDouble();
    }

    /// <summary>Whether a wait is to be told: once, however many calls wait.</summary>
    /// <param name="until">Its end.</param>
    /// <param name="within">A later one is told when it ends so much later.</param>
    public bool IsNews(DateTimeOffset until, TimeSpan within)
    {
        lock (_jitter)
        {
            if (until - _toldUntil < within) return false;
            _toldUntil = until;
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tokens?.Dispose();
        Sender.Dispose();
    }

    /// <summary>What tells accounts apart, among connections with the same limits. It holds no secret.</summary>
    static string AccountOf(RestClientOptions options) =>
        FormattableString.Invariant($"{options.BaseAddress} {options.Share} {options.InFlight} ")
        + string.Join(' ', options.Limits.Select(l => FormattableString.Invariant($"{l.Name} {l.Permits} {l.Window}")));
}
