using Koppel.Sdk.Connections;
using Koppel.Sdk.Watching;

namespace Koppel.Sdk.Http;

/// <summary>
/// Sends calls inside the rate budget, a bounded number at once, and tries failed ones again where that is harmless:
/// an answer that says "not done" (429, or a connection that was never made) for every call, a lost or failing answer only for
/// calls that are <see cref="RestRequest.Repeatable"/>.
/// </summary>
public sealed class RestClient : IDisposable
{
    /// <summary>A test server that runs its clock faster says so in this header, and the budget follows.</summary>
    public const string TimeScaleHeader = "Sandbox-Time-Scale";

    /// <summary>Method, version, host, what is accepted and who asks, but for the host's name.</summary>
    const int StandardHeaders = 160;

    static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>The colon, the blank and the end of the line.</summary>
    const int HeaderSigns = 4;

    /// <summary>A wait that is longer is told.</summary>
    static readonly TimeSpan ToldFrom = TimeSpan.FromSeconds(10);

    readonly RestClientOptions _options;
    readonly ConnectorEnvironment _environment;
    readonly RestLine _line;
    readonly bool _isLineShared;

    /// <summary>A client. It opens no connection before the first call.</summary>
    public RestClient(RestClientOptions options, ConnectorEnvironment environment)
    {
        _options = options;
        _environment = environment;
        _line = RestLine.Of(options, environment, out _isLineShared);
    }

    /// <summary>Why no call may be made, without showing a secret, or null.</summary>
    string? UnusableBecause => _line.Credentials.Fault
        ?? (!_options.AllowHttp && PlainHttp.IsExposed(_options.BaseAddress) ? PlainHttp.Fault(_options.BaseAddress.Host) : null);

    /// <summary>The address of the API.</summary>
    public Uri BaseAddress => _options.BaseAddress;

    /// <summary>How the API tells what it did not like.</summary>
    public ErrorShape Errors => _options.Errors;

    /// <summary>The account's budget.</summary>
    public RateBudget Budget => _line.Budget;

    /// <summary>
    /// About so many bytes the headers of a call have, those of the credential as it is now, for systems that limit address and headers
    /// together.
    /// </summary>
    public int HeaderBytes => StandardHeaders + _options.BaseAddress.Host.Length
        + _options.Headers.Concat(_line.Tokens?.Current?.Headers ?? NoHeaders).Sum(h => h.Key.Length + h.Value.Length + HeaderSigns);

    /// <summary>How long a pause of the remote system's own making takes here: shorter against a test server with a faster clock.</summary>
    public TimeSpan Scaled(TimeSpan pause) => pause / Budget.Scale;

    /// <summary>Waits, by the environment's clock and the remote system's pace.</summary>
    public Task DelayAsync(TimeSpan pause, CancellationToken cancellationToken = default) =>
        Task.Delay(Scaled(pause), _environment.Time, cancellationToken);

    /// <summary>How long a number of ordinary calls takes at the least, at the remote system's pace.</summary>
    public TimeSpan Duration(long calls) => Budget.Estimate(_options.UsualLimits.Select(l => (l, calls)));

    /// <summary>Sends a call and gives the answer, whatever its status, unless it is one of those below.</summary>
    /// <exception cref="ConnectorException">
    /// No answer came, the credentials are not accepted (401, 403) or none are issued, the system failed (5xx) or throttles on and on. Its
    /// <see cref="ConnectorException.MayHaveHappened"/> tells whether the call may have taken effect.
    /// </exception>
    public async Task<RestResponse> SendAsync(RestRequest request, CancellationToken cancellationToken = default)
    {
        var route = $"{request.Method} {_options.BaseAddress.AbsolutePath}{request.RoutePattern}";
        if (UnusableBecause is { } unusable)
            throw RestFaults.Unusable(
                _options, route, unusable, _line.Credentials.Fault is null ? PlainHttp.Remedy : _options.CredentialsRemedy);
        var call = new Attempts(_options, request, route);
        try
        {
            return await MakeAsync(call, cancellationToken);
        }
        catch (OperationCanceledException stopped) when (call.IsInDoubt)
        {
            // The next attempt is not made, but one before it may have taken effect.
            throw stopped as CallCutOffException ?? new CallCutOffException(stopped, stopped.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isLineShared) _line.Dispose();
    }

    async Task<RestResponse> MakeAsync(Attempts call, CancellationToken cancellationToken)
    {
        var (request, route, kept) = (call.Request, call.Route, Permits.None);
        while (true)
        {
            var token = await TokenAsync(call, null, cancellationToken);
            var (sent, since) = await AttemptAsync(call, kept, token?.Token, cancellationToken);
            kept = Permits.None;
            if (token is not null && sent.Response?.Status == 401 && !call.IsRenewed)
            {
                // It did nothing, so that it may be sent again, with another token.
                call.IsRenewed = true;
                await TokenAsync(call, token, cancellationToken);
                continue;
            }
            if (sent.Response is { } answer && Throttling(request, answer, sent.RetryAfter, call.Refusals + 1) is var (limit, asked))
            {
                call.Refused(answer);
                asked *= 1 + 0.1 * _line.NextJitter();
                TellWait(route, asked, $"it answered {answer.Status}, too many calls");
                if (limit is not null) Budget.Pause(limit, asked);
                // Refused for the number of all calls, it never came to where the others count it: what it has of them it keeps.
                if (answer.Status == 429) kept = new Permits([.. Limits(request).Where(l => l != limit)], since);
                if (limit is null || !Limits(request).Contains(limit)) await Task.Delay(asked, _environment.Time, cancellationToken);
                continue;
            }
            var pause = sent.RetryAfter ?? Scaled(_options.Retry.Pause(call.Failures + 1, _line.NextJitter()));
            if (sent.Fault is not null) call.Lost(sent, _line.Sender.WasReached, since, pause, _environment.Time);
            else if (!call.HasFailed(sent.Response!)) return sent.Response! with { AfterDoubt = call.IsInDoubt };
            TellWait(route, pause, sent.Response is { } failed ? $"it answered {failed.Status}" : "no answer came");
            await Task.Delay(pause, _environment.Time, cancellationToken);
        }
    }

    IReadOnlyList<RateLimit> Limits(RestRequest request) => request.Limits ?? _options.UsualLimits;

    /// <summary>Permits of limits, and since when a call has them.</summary>
    readonly record struct Permits(IReadOnlyList<RateLimit> Limits, long Since)
    {
        public static readonly Permits None = new([], 0);
    }

    /// <summary>The token for a call; a newer one than one that is over. Null when the connection has no such credential.</summary>
    async ValueTask<TokenKeeper.Issued?> TokenAsync(Attempts call, TokenKeeper.Issued? old, CancellationToken cancellationToken)
    {
        if (_line.Tokens is not { } tokens) return null;
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Request.Unless);
        try
        {
            return await (old is null
                ? tokens.CurrentAsync(_environment, wait.Token)
                : new(tokens.RenewAsync(old, _environment, wait.Token)));
        }
        catch (ConnectorException fault)
        {
            throw RestFaults.WithoutToken(fault, call.Route, call.IsInDoubt);
        }
    }

    async Task<(Sent Sent, long Since)> AttemptAsync(
        Attempts call, Permits kept, AccessToken? token, CancellationToken cancellationToken)
    {
        var request = call.Request;
        call.Made++;
        // Permits and a line in one step: a permit must be used at once, and a call that waits for one must not keep a line from others.
        using (var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.Unless))
            await Budget.EnterAsync(kept.Limits.Count == 0 ? Limits(request) : [.. Limits(request).Except(kept.Limits)], wait.Token);
        try
        {
            var since = _environment.Time.GetTimestamp();
            Budget.Move(kept.Limits, _environment.Time.GetElapsedTime(kept.Since, since));
            return (await _line.Sender.SendAsync(call, Limits(request), token, _environment.Calls, cancellationToken), since);
        }
        finally
        {
            Budget.Leave();
        }
    }

    /// <summary>
    /// Which limit is overdrawn, null for none of those we know, and how long nothing may be sent; null for an ordinary answer.
    /// </summary>
    (RateLimit? Limit, TimeSpan Pause)? Throttling(RestRequest request, RestResponse response, TimeSpan? retryAfter, int refusals)
    {
        if (response.Status != 429) return _options.Throttled?.Invoke(response) is var (limit, pause) ? (limit, Scaled(pause)) : null;
        var counted = Limits(request);
        var usual = _options.UsualLimits.FirstOrDefault(counted.Contains) ?? (counted.Count > 0 ? counted[0] : null);
        var second = TimeSpan.FromSeconds(1);
        var longer = _options.Retry.Pause(refusals, 0);
        // A test server with a faster clock rounds what it asks for up to whole seconds of ours, each of them many of its windows.
        return (usual, Scaled(retryAfter ?? (longer > second ? longer : second)));
    }

    /// <summary>A long wait is told once, however many calls wait.</summary>
    void TellWait(string route, TimeSpan wait, string why)
    {
        _environment.Log.CallAgain(route, why, (long)wait.TotalMilliseconds);
        Telemetry.Waited(_options.Connection, wait);
        if (wait <= ToldFrom || _environment.Calls is not { } calls) return;
        if (_line.IsNews(_environment.Time.GetUtcNow() + wait, ToldFrom))
            calls.Waiting(new WaitRecord(_options.Connection, route, wait, why));
    }
}
