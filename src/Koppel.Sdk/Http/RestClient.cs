using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

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

    readonly RestClientOptions _options;
    readonly ConnectorEnvironment _environment;
    readonly HttpClient _http;
    readonly SemaphoreSlim _inFlight;
    readonly Random _jitter;

    /// <summary>A client. It opens no connection before the first call.</summary>
    public RestClient(RestClientOptions options, ConnectorEnvironment environment)
    {
        _options = options;
        _environment = environment;
        _jitter = new Random(environment.Seed);
        _inFlight = new SemaphoreSlim(options.InFlight);
        Budget = new RateBudget(options.Limits, environment.Time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = options.InFlight,
            AllowAutoRedirect = false, // A redirect would carry the credentials to another host.
            UseCookies = false,
        })
        {
            BaseAddress = options.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan, // The timeout is kept below, by the environment's clock.
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Koppel/1");
        foreach (var (name, value) in options.Headers) _http.DefaultRequestHeaders.Add(name, value);
    }

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
        var doubt = false;
        for (var attempt = 1; ; attempt++)
        {
            var (response, fault, retryAfter) = await AttemptAsync(request, route, attempt, cancellationToken);
            if (fault is not null)
            {
                var notSent = fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
                doubt |= !notSent;
                // A host that cannot be found will not be found half a minute later either: the user waits for nothing.
                if (attempt >= (notSent ? Math.Min(3, _options.Retry.Attempts) : _options.Retry.Attempts) || (doubt && !request.Repeatable))
                    throw Unreachable(route, fault, doubt);
            }
            else if (Throttling(response!, retryAfter) is { } throttled)
            {
                if (attempt >= _options.Retry.Attempts + 4) throw Failed(response!, ConnectorErrorKind.Throttled, "goes on refusing calls as too many", doubt);
                Budget.Pause(throttled.Limit, throttled.Pause * (1 + 0.1 * NextJitter()));
                continue;
            }
            else if (response!.Status is 401 or 403)
            {
                throw Failed(response, ConnectorErrorKind.Unauthorized, "does not accept the credentials", doubt, _options.CredentialsRemedy);
            }
            else if (response.Status >= 500)
            {
                doubt = true;
                if (attempt >= _options.Retry.Attempts || !request.Repeatable) throw Failed(response, ConnectorErrorKind.ServerFault, "failed", doubt);
            }
            else if (response.IsSuccess && request.Repeatable && attempt < _options.Retry.Attempts && !IsJson(response.Body.Span))
            {
                doubt = true; // Half an answer is no answer.
            }
            else
            {
                return response with { AfterDoubt = doubt };
            }
            await Task.Delay(retryAfter ?? Scaled(_options.Retry.Pause(attempt, NextJitter())), _environment.Time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _inFlight.Dispose();
    }

    async Task<(RestResponse? Response, Exception? Fault, TimeSpan? RetryAfter)> AttemptAsync(
        RestRequest request, string route, int attempt, CancellationToken cancellationToken)
    {
        await _inFlight.WaitAsync(cancellationToken);
        try
        {
            // Behind the gate, not before it: a permit must be used at once, or permits would heap up while all lines are busy.
            await Budget.AcquireAsync(request.Limits ?? _options.UsualLimits, cancellationToken);
            return await SendOnceAsync(request, route, attempt, cancellationToken);
        }
        finally
        {
            _inFlight.Release();
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
            if (request.Body.Length > 0)
            {
                message.Content = new ReadOnlyMemoryContent(request.Body);
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)answer.StatusCode;
            FollowTimeScale(answer);
            var body = await answer.Content.ReadAsByteArrayAsync(either.Token);
            received = body.Length;
            return (new RestResponse(status, body, route, attempt), null, RetryAfter(answer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new TimeoutException($"No answer within {_options.Retry.Timeout.TotalSeconds:0} seconds."), null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return (null, fault, null);
        }
        finally
        {
            _environment.Calls?.Called(new CallRecord(
                _options.Connection, route, status, _environment.Time.GetElapsedTime(begun), request.Body.Length, received, attempt));
        }
    }

    static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return true;
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

    (RateLimit Limit, TimeSpan Pause)? Throttling(RestResponse response, TimeSpan? retryAfter)
    {
        if (response.Status == 429) return (_options.UsualLimits[0], Scaled(retryAfter ?? TimeSpan.FromSeconds(1)));
        return _options.Throttled?.Invoke(response) is var (limit, pause) ? (limit, Scaled(pause)) : null;
    }

    void FollowTimeScale(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues(TimeScaleHeader, out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale is > 0 and <= 100_000)
            Budget.Scale = scale;
    }

    TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _environment.Time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    double NextJitter()
    {
        lock (_jitter) return _jitter.NextDouble();
    }

    ConnectorException Unreachable(string route, Exception fault, bool doubt) => new(
        ConnectorErrorKind.Unreachable,
        $"{_options.System} at {_options.BaseAddress.GetLeftPart(UriPartial.Authority)} (connection '{_options.Connection}') cannot be reached: "
        + $"{fault.Message.TrimEnd('.')}. Check the address and the network, then run it again.",
        fault)
    { Connection = _options.Connection, Call = route, MayHaveHappened = doubt };

    ConnectorException Failed(RestResponse response, ConnectorErrorKind kind, string what, bool doubt, string? remedy = null) => new(
        kind,
        $"{_options.System} (connection '{_options.Connection}') {what}: {response.Route} answered {response.Status}"
        + $"{(response.Body.Length == 0 ? "" : $" {response.Excerpt}")}. {remedy ?? "Run it again later."}")
    { Connection = _options.Connection, Call = response.Route, Status = response.Status, Body = response.Excerpt, MayHaveHappened = doubt };
}
