using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Unicode;

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

    /// <summary>A wait that is longer is told.</summary>
    static readonly TimeSpan ToldFrom = TimeSpan.FromSeconds(10);

    static readonly HttpRequestOptionsKey<(IReadOnlyList<RateLimit> Limits, long Since)> Permit = new("koppel permit");

    readonly RestClientOptions _options;
    readonly ConnectorEnvironment _environment;
    readonly HttpClient _http;
    readonly Credentials _credentials;
    readonly Random _jitter;
    volatile bool _wasReached;
    DateTimeOffset _toldUntil;

    /// <summary>A client. It opens no connection before the first call.</summary>
    public RestClient(RestClientOptions options, ConnectorEnvironment environment)
    {
        _options = options;
        _environment = environment;
        _credentials = new Credentials(options.Headers);
        _jitter = new Random(environment.Seed);
        Budget = new RateBudget(options.Limits, environment.Time, options.InFlight, options.Share, SharedBudget.Of(options, environment));
        _http = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = options.InFlight,
            AllowAutoRedirect = false, // A redirect would carry the credentials to another host.
            UseCookies = false,
            ConnectCallback = ConnectAsync,
            PlaintextStreamFilter = CountFromConnection,
        })
        {
            BaseAddress = options.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan, // The timeout is kept below, by the environment's clock.
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Koppel/1");
        if (UnusableBecause is null)
            foreach (var (name, value) in options.Headers) _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    /// <summary>Why no call may be made, without showing a secret, or null.</summary>
    string? UnusableBecause => _credentials.Fault
        ?? (!_options.AllowHttp && PlainHttp.IsExposed(_options.BaseAddress) ? PlainHttp.Fault(_options.BaseAddress.Host) : null);

    /// <summary>The address of the API.</summary>
    public Uri BaseAddress => _options.BaseAddress;

    /// <summary>The account's budget.</summary>
    public RateBudget Budget { get; }

    /// <summary>How long a pause of the remote system's own making takes here: shorter against a test server with a faster clock.</summary>
    public TimeSpan Scaled(TimeSpan pause) => pause / Budget.Scale;

    /// <summary>Waits, by the environment's clock and the far side's pace.</summary>
    public Task DelayAsync(TimeSpan pause, CancellationToken cancellationToken = default) =>
        Task.Delay(Scaled(pause), _environment.Time, cancellationToken);

    /// <summary>How long a number of ordinary calls takes at the least, at the far side's pace.</summary>
    public TimeSpan Duration(long calls) => Budget.Estimate(_options.UsualLimits.Select(l => (l, calls)));

    /// <summary>Sends a call and gives the answer, whatever its status, unless it is one of those below.</summary>
    /// <exception cref="ConnectorException">
    /// No answer came, the credentials are not accepted (401, 403), the system failed (5xx) or throttles on and on. Its
    /// <see cref="ConnectorException.MayHaveHappened"/> tells whether the call may have taken effect.
    /// </exception>
    public async Task<RestResponse> SendAsync(RestRequest request, CancellationToken cancellationToken = default)
    {
        var route = $"{request.Method} {_options.BaseAddress.AbsolutePath}{request.RoutePattern}";
        if (UnusableBecause is { } unusable) throw Unusable(route, unusable);
        var (failures, refusals, doubt) = (0, 0, false);
        long? outOfReachSince = null;
        var kept = Permits.None;
        for (var attempt = 1; ; attempt++)
        {
            var (response, fault, retryAfter, since) = await AttemptAsync(request, route, attempt, kept, cancellationToken);
            var pause = retryAfter ?? Scaled(_options.Retry.Pause(failures + 1, NextJitter()));
            if (fault is not null)
            {
                failures++;
                var notSent = IsNotSent(fault);
                doubt |= !notSent;
                outOfReachSince = notSent ? outOfReachSince ?? since : null;
                var tried = outOfReachSince is { } first ? _environment.Time.GetElapsedTime(first) : TimeSpan.Zero;
                var attempts = notSent && !_wasReached ? Math.Min(_options.Retry.FirstContactAttempts, _options.Retry.Attempts) : _options.Retry.Attempts;
                var isTooLong = notSent && tried + pause > _options.Retry.LongestOutOfReach;
                if (failures >= attempts || isTooLong || (doubt && !request.Repeatable)) throw Unreachable(route, fault, notSent, doubt, attempt, tried);
            }
            else if (Throttling(request, response!, retryAfter, refusals + 1) is var (limit, asked))
            {
                if (++refusals >= _options.Retry.ThrottledAttempts) throw Failed(response!, ConnectorErrorKind.Throttled, "goes on refusing calls as too many", doubt);
                asked *= 1 + 0.1 * NextJitter();
                TellWait(route, asked, $"it answered {response!.Status}, too many calls");
                if (limit is not null) Budget.Pause(limit, asked);
                // Refused for the number of all calls, it never came to where the others count it: what it has of them it keeps.
                kept = response!.Status == 429 ? new Permits([.. Limits(request).Where(l => l != limit)], since) : Permits.None;
                if (limit is null || !Limits(request).Contains(limit)) await Task.Delay(asked, _environment.Time, cancellationToken);
                continue;
            }
            else if (response!.Status is 401 or 403)
            {
                var what = response.Status == 401 ? "does not accept the credentials" : "does not allow this to the credentials";
                throw Failed(response, ConnectorErrorKind.Unauthorized, what, doubt, _options.CredentialsRemedy);
            }
            else if (response.Status >= 500)
            {
                failures++;
                doubt = true;
                if (failures >= _options.Retry.Attempts || !request.Repeatable) throw Failed(response, ConnectorErrorKind.ServerFault, "failed", doubt);
            }
            else if (response.IsSuccess && request.Repeatable && failures + 1 < _options.Retry.Attempts && !IsJson(response.Body.Span))
            {
                failures++;
                doubt = true; // Half an answer is no answer.
            }
            else
            {
                return response with { AfterDoubt = doubt };
            }
            kept = Permits.None;
            TellWait(route, pause, fault is null ? $"it answered {response!.Status}" : "no answer came");
            await Task.Delay(pause, _environment.Time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    IReadOnlyList<RateLimit> Limits(RestRequest request) => request.Limits ?? _options.UsualLimits;

    /// <summary>Permits of limits, and since when a call has them.</summary>
    readonly record struct Permits(IReadOnlyList<RateLimit> Limits, long Since)
    {
        public static readonly Permits None = new([], 0);
    }

    async Task<(RestResponse? Response, Exception? Fault, TimeSpan? RetryAfter, long Since)> AttemptAsync(
        RestRequest request, string route, int attempt, Permits kept, CancellationToken cancellationToken)
    {
        // Permits and a line in one step: a permit must be used at once, and a call that waits for one must not keep a line from others.
        using (var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.Unless))
            await Budget.EnterAsync(kept.Limits.Count == 0 ? Limits(request) : [.. Limits(request).Except(kept.Limits)], wait.Token);
        try
        {
            var since = _environment.Time.GetTimestamp();
            Budget.Move(kept.Limits, _environment.Time.GetElapsedTime(kept.Since, since));
            var (response, fault, retryAfter) = await SendOnceAsync(request, route, attempt, cancellationToken);
            return (response, fault, retryAfter, since);
        }
        finally
        {
            Budget.Leave();
        }
    }

    async Task<(RestResponse? Response, Exception? Fault, TimeSpan? RetryAfter)> SendOnceAsync(
        RestRequest request, string route, int attempt, CancellationToken cancellationToken)
    {
        var begun = _environment.Time.GetTimestamp();
        var (status, received) = (0, 0L);
        using var timeout = new CancellationTokenSource(_options.Retry.Timeout, _environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(request.Method, new Uri(request.Path, UriKind.Relative));
            message.Options.Set(Permit, (Limits(request), begun));
            // A call that must not be repeated has a body, be it empty: without one, the handler itself sends it again when a kept connection breaks.
            if (request.Body.Length > 0 || !request.Repeatable)
            {
                message.Content = new ReadOnlyMemoryContent(request.Body);
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)answer.StatusCode;
            FollowTimeScale(answer);
            // The first calls of a process are slow to leave it, by how much cannot be seen; that they are there by now can.
            if (!_wasReached) Budget.Late(Limits(request), _environment.Time.GetElapsedTime(begun));
            _wasReached = true;
            var body = await AnswerBody.ReadAsync(answer.Content, _options.LargestAnswer, either.Token) ?? throw TooLarge(request, route, status);
            received = body.Length;
            body = AnswerBody.Readable(body, answer.Content.Headers.ContentType?.CharSet);
            var isData = answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
            return (new RestResponse(status, isData ? body : _credentials.Hide(body), route, attempt) { Date = answer.Headers.Date }, null, RetryAfter(answer));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, new TimeoutException($"No answer within {_options.Retry.Timeout.TotalSeconds:0.#} seconds."), null);
        }
        catch (Exception cutOff) when (cancellationToken.IsCancellationRequested)
        {
            throw new CallCutOffException(cutOff, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            return (null, fault, null); // The last is a compressed body that is cut or damaged.
        }
        finally
        {
            _environment.Calls?.Called(new CallRecord(
                _options.Connection, route, status, _environment.Time.GetElapsedTime(begun), request.Body.Length, received, attempt));
        }
    }

    /// <summary>Makes a connection as the handler would, but within a time of its own: a call that was never sent must not look like a lost answer.</summary>
    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Retry.ConnectTimeout, _environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A connection stands, secured where it is to be. A call that had to wait for that reaches the far side that much later.</summary>
    ValueTask<Stream> CountFromConnection(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.Options.TryGetValue(Permit, out var permit))
            Budget.Late(permit.Limits, _environment.Time.GetElapsedTime(permit.Since));
        return ValueTask.FromResult(context.PlaintextStream);
    }

    static bool IsNotSent(Exception fault) => fault is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return true;
        if (!Utf8.IsValid(body)) return false;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read()) reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Which limit is overdrawn, null for none of those we know, and how long nothing may be sent; null for an ordinary answer.</summary>
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

    /// <summary>Only what runs on this machine is a test server: any other host could take the limits away by a word.</summary>
    void FollowTimeScale(HttpResponseMessage answer)
    {
        if (_options.BaseAddress.IsLoopback && answer.Headers.TryGetValues(TimeScaleHeader, out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale is > 0 and <= 100_000)
            Budget.Scale = scale;
    }

    TimeSpan? RetryAfter(HttpResponseMessage answer) => AskedPause(answer) is not { } asked ? null
        : asked < _options.Retry.LongestRetryAfter ? asked : _options.Retry.LongestRetryAfter;

    TimeSpan? AskedPause(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // A date is the far side's, so it counts from the far side's time of day where that is told.
        { Date: { } date } => date - (answer.Headers.Date ?? _environment.Time.GetUtcNow()) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>A long wait is told once, however many calls wait.</summary>
    void TellWait(string route, TimeSpan wait, string why)
    {
        if (wait <= ToldFrom || _environment.Calls is not { } calls) return;
        var until = _environment.Time.GetUtcNow() + wait;
        lock (_jitter)
        {
            if (until - _toldUntil < ToldFrom) return;
            _toldUntil = until;
        }
        calls.Waiting(new WaitRecord(_options.Connection, route, wait, why));
    }

    double NextJitter()
    {
        lock (_jitter) return _jitter.NextDouble();
    }

    ConnectorException Unreachable(string route, Exception fault, bool notSent, bool doubt, int attempts, TimeSpan tried) => new(
        ConnectorErrorKind.Unreachable,
        $"{_options.System} at {_options.BaseAddress.Scheme}://{_options.BaseAddress.Authority} (connection '{_options.Connection}') "
        + $"{(notSent ? "cannot be reached" : $"gave no answer to {route}")}: {fault.Message.TrimEnd('.')}. "
        + $"{(notSent && attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $"Given up after {attempts} attempts in {tried.TotalSeconds:0} s. ") : "")}"
        + $"{(doubt ? "Whether the call took effect is not known. " : "")}Check the address and the network, then run it again.",
        fault)
    { Connection = _options.Connection, Call = route, MayHaveHappened = doubt };

    ConnectorException TooLarge(RestRequest request, string route, int status) => new(
        ConnectorErrorKind.BadAnswer,
        $"{_options.System} (connection '{_options.Connection}'): the answer to {route} is larger than {_options.LargestAnswer / 1_048_576:N0} MB unpacked, "
        + "which no page of rows is. Nothing of it was used. Check that the address is that of the account.")
    { Connection = _options.Connection, Call = route, Status = status, MayHaveHappened = !request.Repeatable };

    ConnectorException Unusable(string route, string fault) => new(
        ConnectorErrorKind.Unauthorized,
        $"{_options.System} (connection '{_options.Connection}') cannot be called: {fault}. {(fault == _credentials.Fault ? _options.CredentialsRemedy : PlainHttp.Remedy)}")
    { Connection = _options.Connection, Call = route };

    ConnectorException Failed(RestResponse response, ConnectorErrorKind kind, string what, bool doubt, string? remedy = null) => new(
        kind,
        $"{_options.System} (connection '{_options.Connection}') {what}: {response.Route} answered {response.Status}"
        + $"{(response.Body.Length == 0 ? "" : $" {response.Excerpt}")}. {remedy ?? "Run it again later."}")
    { Connection = _options.Connection, Call = response.Route, Status = response.Status, Body = response.Excerpt, MayHaveHappened = doubt };
}
