using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Watching;

namespace Koppel.Sdk.Http;

/// <summary>
/// Sends one call once, over connections that are kept, and reads its answer. Whether it is tried again is decided elsewhere.
/// </summary>
sealed class HttpSender : IDisposable
{
    static readonly HttpRequestOptionsKey<(IReadOnlyList<RateLimit> Limits, long Since)> Permit = new("koppel permit");

    static readonly Dictionary<string, string> NoHeaders = [];

    readonly RestClientOptions _options;
    readonly ConnectorEnvironment _environment;
    readonly Credentials _credentials;
    readonly RateBudget _budget;
    readonly HttpClient _http;
    volatile bool _wasReached;

    /// <summary>A sender. It opens no connection before the first call.</summary>
    public HttpSender(RestClientOptions options, ConnectorEnvironment environment, Credentials credentials, RateBudget budget)
    {
        (_options, _environment, _credentials, _budget) = (options, environment, credentials, budget);
        _http = new HttpClient(environment.Transport ?? Sockets())
        {
            Timeout = Timeout.InfiniteTimeSpan, // The timeout is kept below, by the environment's clock.
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Koppel/1");
    }

    /// <summary>Whether any answer has come so far.</summary>
    public bool WasReached => _wasReached;

    /// <summary>Headers that go with each call. Only texts that a header can hold.</summary>
    public void AddHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers) _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    /// <summary>Sends a call that has its permits.</summary>
    /// <param name="call">The call.</param>
    /// <param name="limits">The limits that it counts for.</param>
    /// <param name="token">What goes with it beside the headers of each call, or null.</param>
    /// <param name="calls">Is told of it, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CallCutOffException">It was stopped while it was under way.</exception>
    public async Task<Sent> SendAsync(
        Attempts call, IReadOnlyList<RateLimit> limits, AccessToken? token, ICallObserver? calls, CancellationToken cancellationToken)
    {
        var (request, route, attempt) = (call.Request, call.Route, call.Made);
        if (request.Path.StartsWith("//", StringComparison.Ordinal)) // It would name another host, and the credentials would go there.
            throw new ArgumentException($"'{route}' is asked for by a path that begins with two slashes.", nameof(call));
        using var span = Telemetry.Source.StartActivity("call", ActivityKind.Client);
        span?.SetTag("koppel.connection", _options.Connection).SetTag("koppel.route", route);
        var begun = _environment.Time.GetTimestamp();
        var (status, sent, received) = (0, 0L, 0L);
        using var timeout = new CancellationTokenSource(_options.Retry.Timeout, _environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var address = token?.BaseAddress ?? _options.BaseAddress;
            using var message = new HttpRequestMessage(request.Method, new Uri(address, request.Path));
            message.Headers.TryAddWithoutValidation("Accept", request.Accept);
            foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
            foreach (var (name, value) in token?.Headers ?? NoHeaders) message.Headers.TryAddWithoutValidation(name, value);
            message.Options.Set(Permit, (limits, begun));
            // A call that must not be repeated has a body, be it empty: without one, the handler sends it again when a kept connection
            // breaks.
            var content = request.SignedBody?.Invoke(token?.Headers ?? NoHeaders) ?? request.Body;
            sent = content.Length;
            if (content.Length > 0 || !request.Repeatable)
            {
                message.Content = new ReadOnlyMemoryContent(content);
                message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
            }
            var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            using var open = new Handover(answer);
            status = (int)answer.StatusCode;
            FollowTimeScale(answer, address);
            // The first calls of a process are slow to leave it, by how much cannot be seen; that they are there by now can.
            if (!_wasReached) _budget.Late(limits, _environment.Time.GetElapsedTime(begun));
            _wasReached = true;
            if (request.IsStreamed && answer.IsSuccessStatusCode)
                return new Sent(Answer(default) with { Stream = await StreamAsync(open, either.Token) }, null, null);
            var body = await AnswerBody.ReadAsync(answer.Content, _options.LargestAnswer, either.Token)
                ?? throw RestFaults.TooLarge(_options, request, route, status);
            received = body.Length;
            var type = answer.Content.Headers.ContentType;
            body = AnswerBody.Readable(body, type?.CharSet);
            var isData = answer.IsSuccessStatusCode && type?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
            var given = Answer(isData ? body : _credentials.Hide(body));
            return new Sent(given with { Status = request.StatusOf?.Invoke(given) ?? status }, null, RetryAfter(answer));

            RestResponse Answer(ReadOnlyMemory<byte> read) => new(status, read, route, attempt)
            {
                Date = answer.Headers.Date,
                AllHeaders = answer.Headers,
                Errors = _options.Errors,
            };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Sent(null, new TimeoutException($"No answer within {_options.Retry.Timeout.TotalSeconds:0.#} seconds."), null);
        }
        catch (Exception cutOff) when (cancellationToken.IsCancellationRequested)
        {
            throw new CallCutOffException(cutOff, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            return new Sent(null, fault, null); // The last is a compressed body that is cut or damaged.
        }
        finally
        {
            var elapsed = _environment.Time.GetElapsedTime(begun);
            calls?.Called(new CallRecord(_options.Connection, route, status, elapsed, sent, received, attempt));
            Telemetry.Called(_options.Connection, route, status, elapsed);
            _environment.Log.Answered(route, status, (long)elapsed.TotalMilliseconds, attempt);
            span?.SetTag("http.response.status_code", status).SetTag("koppel.attempt", attempt);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    SocketsHttpHandler Sockets() => new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = _options.InFlight,
        AllowAutoRedirect = false, // A redirect would carry the credentials to another host.
        UseCookies = false,
        // Who watches here is no matter of the remote system's.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = CountFromConnection,
    };

    /// <summary>The body of an answer, for somebody else to read: the answer is then his to close.</summary>
    async Task<Stream> StreamAsync(Handover open, CancellationToken cancellationToken)
    {
        var stream = await open.Answer.Content.ReadAsStreamAsync(cancellationToken);
        return new AnswerStream(open.Take(), stream, _options.Retry.Timeout, _environment.Time);
    }

    /// <summary>Closes an answer in the end, unless somebody else took that over.</summary>
    sealed class Handover(HttpResponseMessage answer) : IDisposable
    {
        bool _isTaken;

        public HttpResponseMessage Answer => answer;

        public HttpResponseMessage Take()
        {
            _isTaken = true;
            return answer;
        }

        public void Dispose()
        {
            if (!_isTaken) answer.Dispose();
        }
    }

    /// <summary>
    /// Makes a connection as the handler would, but within a time of its own: a call that was never sent must not look like a lost answer.
    /// </summary>
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

    /// <summary>
    /// A connection stands, secured where it is to be. A call that had to wait for that reaches the remote system that much later.
    /// </summary>
    ValueTask<Stream> CountFromConnection(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.Options.TryGetValue(Permit, out var permit))
            _budget.Late(permit.Limits, _environment.Time.GetElapsedTime(permit.Since));
        return ValueTask.FromResult(context.PlaintextStream);
    }

    /// <summary>Only what runs on this machine is a test server: any other host could take the limits away by a word.</summary>
    void FollowTimeScale(HttpResponseMessage answer, Uri address)
    {
        if (address.IsLoopback && answer.Headers.TryGetValues(RestClient.TimeScaleHeader, out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var scale)
            && scale is > 0 and <= 100_000)
            _budget.Scale = scale;
    }

    TimeSpan? RetryAfter(HttpResponseMessage answer) => AskedPause(answer) is not { } asked ? null
        : asked < _options.Retry.LongestRetryAfter ? asked : _options.Retry.LongestRetryAfter;

    TimeSpan? AskedPause(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // A date is the remote system's, so it counts from its time of day where that is told.
        { Date: { } date } =>
            date - (answer.Headers.Date ?? _environment.Time.GetUtcNow()) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}

/// <summary>What came of one attempt: an answer, whatever its status, or a fault.</summary>
/// <param name="Response">The answer, or null.</param>
/// <param name="Fault">Why there is none, or null.</param>
/// <param name="RetryAfter">How long the remote system asks to wait, or null.</param>
readonly record struct Sent(RestResponse? Response, Exception? Fault, TimeSpan? RetryAfter)
{
    /// <summary>Gets whether the call cannot have reached anybody.</summary>
    public bool ReachedNobody => Fault is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
