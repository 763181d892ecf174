using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Imports;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.ActiveCampaign.Wire;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>
/// Answers every call of the API:
/// (1) the route is found and the call counted, (2) the limit of the account is checked, (3) then the token, (4) a fault may strike,
/// (5) the body is read and the work done in the call's name, (6) the answer waits as long as it must, (7) it is sent and logged.
/// </summary>
internal sealed class ApiDoor(
    SandboxOptions options, Clock clock, SandboxState state, Traffic traffic, FaultPlan faults, WebhookPublisher webhooks)
{
    const string Prefix = "/api/3/";
    const int CallsASecond = 5;
    const int MostBytes = 8_000_000;
    static readonly TimeSpan Slowness = TimeSpan.FromSeconds(10);

    readonly Lock _gate = new();
    readonly CallLog _log = new(traffic, options.Token);
    readonly FixedWindow _limit = new(CallsASecond, clock.Scaled(TimeSpan.FromSeconds(1)));
    readonly TaskCompletionSource<Routes> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prepares the routes: their rows hold addresses, and those are known once the port is.</summary>
    public void Open(Uri root) => _open.SetResult(new Routes(state, options, root, webhooks.Ring));

    public async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var begin = clock.Elapsed;
        var time = clock.Now;
        var path = request.Path.Value![Prefix.Length..];
        var (route, id, known) = (await _open.Task).Find(request.Method, path);
        var name = route?.Name ?? Routes.NameOf(request.Method, path);
        var cause = new Cause(traffic.Count(name), name, time); // (1)
        var (answer, fault, sent) = await AnswerAsync(context, route, id, known, cause);
        using (answer)
        {
            // (6)
            await clock.Wait(options.Latency + answer.Wait + (fault == FaultKind.Slow ? Slowness : TimeSpan.Zero), context.RequestAborted);
            var body = fault == FaultKind.Garbage ? answer.Body.Written[..(answer.Body.Written.Length / 2)] : answer.Body.Written;
            var status = fault switch { FaultKind.Cut => 0, FaultKind.Garbage => 200, _ => answer.Status };
            var line = new LoggedRequest(cause.Call, time, request.Method, _log.Hide(request.Path + request.QueryString), name, status,
                (clock.Elapsed - begin).TotalMilliseconds, body.Length);
            _log.Write(line, request.ContentType, RequestBody.IsAbsent(request) ? ReadOnlyMemory<byte>.Empty : sent,
                fault == FaultKind.Cut ? default : body.Span);
            if (fault == FaultKind.Cut)
            {
                context.Abort();
                return;
            }

            response.StatusCode = status; // (7)
            response.ContentType = answer.ContentType;
            response.ContentLength = body.Length;
            if (answer.ErrorCode is { } code) response.Headers["X-Ac-Error"] = "Code " + code;
            response.Headers.CacheControl = "no-store, no-cache, must-revalidate";
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>The answer, the fault that still has to happen to it, and what was sent; null when nobody read that.</summary>
    async Task<(Answer Answer, FaultKind? Fault, ReadOnlyMemory<byte>? Sent)> AnswerAsync(
        HttpContext context, Route? route, int id, bool known, Cause cause)
    {
        if (clock.Scale != 1) context.Response.Headers["Sandbox-Time-Scale"] = clock.Scale.ToString(CultureInfo.InvariantCulture);
        if (!TakeCall(context.Response, out var wait)) return (TooMany(context.Response, wait), null, null); // (2)
        if (context.Request.Headers["Api-Token"] != options.Token) // (3)
            return (Errors.Message(options.RefusedTokenAnswer, "The token in the header Api-Token is missing or wrong."), null, null);
        var (strike, work) = faults.Next(cause.Route, context.Request.Path); // (4)
        switch (strike)
        {
            case FaultKind.TooManyRequests: return (TooMany(context.Response, clock.Scaled(TimeSpan.FromSeconds(1))), null, null);
            case FaultKind.ErrorBefore: return (InternalError(), null, null);
            case FaultKind.Unavailable: return (Errors.Message(503, "Service Unavailable"), null, null);
        }

        if (route is null)
            return (known ? Errors.Message(405, "The method is not allowed here.") : Errors.Message(404, "No route found for this path."),
                strike, null);
        if (await RequestBody.ReadAsync(context.Request, MostBytes, context.RequestAborted) is not { } body)
            return (Errors.Message(413, "The body is too large."), strike, null);
        var answer = Work(route, id, context.Request, body, work, cause); // (5)
        if (strike != FaultKind.ErrorAfter) return (answer, strike, body);
        answer.Dispose();
        return (InternalError(), null, body);
    }

    Answer Work(Route route, int id, HttpRequest request, ReadOnlyMemory<byte> body, FaultKind? work, Cause cause)
    {
        var json = Sent.Parse(body);
        if (json is null && body.Length > 0 && route.Name != ImportCalls.QueueRoute) return Errors.Message(400, "The body is not JSON.");
        var path = request.Path.Value![Prefix.Length..].Split('/');
        var call = new ApiCall(id, path, new QueryText(request.QueryString.Value ?? ""), json, body.Length, work)
        {
            ValidateOnly = request.Headers["validateOnly"] == "true",
        };
        return state.Use(cause, () => route.Handle(call));
    }

    bool TakeCall(HttpResponse response, out TimeSpan wait)
    {
        lock (_gate)
        {
            var taken = _limit.TryTake(clock.Elapsed);
            wait = _limit.UntilNext(clock.Elapsed);
            response.Headers["RateLimit-Limit"] = _limit.Limit.ToString(CultureInfo.InvariantCulture);
            response.Headers["RateLimit-Remaining"] = _limit.Remaining.ToString(CultureInfo.InvariantCulture);
            return taken || !options.RefusesTooMany;
        }
    }

    /// <summary>429; whole seconds as the caller lives them, rounded up.</summary>
    Answer TooMany(HttpResponse response, TimeSpan wait)
    {
        traffic.CountThrottled();
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Errors.Message(429, "Too Many Requests");
    }

    static Answer InternalError() => Errors.Message(500, "Internal Server Error");
}
