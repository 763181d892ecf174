using System.Globalization;
using System.IO.Compression;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.Soap;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Koppel.Sandbox.Salesforce;

/// <summary>
/// Answers every call of the API:
/// (1) the route is found and the call counted, (2) who may not come in is refused, (3) a fault may strike, (4) the body is read and the
/// work done, (5) the answer waits as long as it must, (6) it is sent and logged.
/// </summary>
internal sealed class SalesforceDoor(
    SalesforceOptions options, Clock clock, SalesforceOrg org, Traffic traffic, FaultPlan faults)
{
    const int MostBytes = 150_000_000;
    static readonly TimeSpan Slowness = TimeSpan.FromSeconds(10);

    readonly Entrance _entrance = new(org.SignIns.Sessions, org.Allowance, traffic);
    readonly CallLog _log = new(traffic, Identity.TokenBegin);
    readonly RouteTable _routes = org.Routes();

    public async Task HandleAsync(HttpContext context)
    {
        var (begin, time, request) = (clock.Elapsed, clock.Now, context.Request);
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        // Clients that cannot send PATCH say so in the query.
        var isPatch = request.Method == "POST" && query.TryGetValue("_HttpMethod", out var other) && other == "PATCH";
        var method = isPatch ? "PATCH" : request.Method;
        var path = SalesforceCall.Normal(request.Path.Value!);
        var name = _routes.NameOf(method, path);
        var number = traffic.Count(name); // (1)
        var call = new SalesforceCall(method, path, query, request.Headers, default) { UserId = Identity.UserId, Root = RootOf(request) };
        var (answer, fault, sent) = await AnswerAsync(context, call, name);
        await clock.Wait(options.Latency + (fault == FaultKind.Slow ? Slowness : TimeSpan.Zero), context.RequestAborted); // (5)
        var sender = new AnswerSender(context);
        await sender.SendAsync(answer, fault, context.RequestAborted); // (6)
        // What is said when somebody signs in is nothing but secrets.
        var isSecret = IsSecret(path, sent);
        var line = new LoggedRequest(number, time, method, isSecret ? path : request.Path + request.QueryString, name, sender.Status,
            (clock.Elapsed - begin).TotalMilliseconds, (int)Math.Min(sender.Bytes, int.MaxValue));
        _log.Write(line, request.ContentType, isSecret ? null : RequestBody.IsAbsent(request) ? ReadOnlyMemory<byte>.Empty : sent,
            isSecret ? null : sender.Kept);
    }

    /// <summary>The answer, the fault that still has to happen to it, and what was sent; null when nobody read that.</summary>
    async Task<(SalesforceAnswer Answer, FaultKind? Fault, ReadOnlyMemory<byte>? Sent)> AnswerAsync(
        HttpContext context, SalesforceCall call, string name)
    {
        var response = context.Response;
        if (clock.Scale != 1) response.Headers["Sandbox-Time-Scale"] = clock.Scale.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-cache,must-revalidate,max-age=0,no-store,private";
        response.Headers.Vary = "Accept-Encoding";
        if (_entrance.Refusal(context, call) is { } refused) return (refused, null, null); // (2)
        var (strike, work) = faults.Next(name, call.Path); // (3)
        if (strike is { } fault && FaultAnswers.Instead(fault) is { } instead)
        {
            if (fault == FaultKind.SessionExpired) _entrance.EndSession(context.Request);
            return (instead, null, null);
        }

        ReadOnlyMemory<byte>? read;
        try
        {
            read = await ReadAsync(context);
        }
        catch (InvalidDataException)
        {
            return (SalesforceAnswer.Error(400, "UNKNOWN_EXCEPTION", "The body is said to be packed with gzip, and is not."), strike, null);
        }

        if (read is not { } body)
            return (SalesforceAnswer.Error(413, "REQUEST_ENTITY_TOO_LARGE", "The request is larger than 150 MB."), strike, null);
        org.Settle();
        var answer = Work(call with { Body = body, WorkFault = work }); // (4)
        return strike == FaultKind.ErrorAfter ? (FaultAnswers.Broken(), null, body) : (answer, strike, body);
    }

    // Behind another server, such as one that speaks TLS for it, the sandbox is where that one is.
    static string RootOf(HttpRequest request) =>
        $"{(request.Headers["X-Forwarded-Proto"] == "https" ? "https" : "http")}://{request.Host}";

    SalesforceAnswer Work(SalesforceCall call)
    {
        try
        {
            return _routes.Answer(call);
        }
        catch (SalesforceFault fault)
        {
            return fault.Answer;
        }
        catch (OAuthFault fault)
        {
            return fault.Answer;
        }
    }

    static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        var sent = await RequestBody.ReadAsync(context.Request, MostBytes, context.RequestAborted);
        if (sent is not { Length: > 0 } packed || context.Request.Headers.ContentEncoding != "gzip") return sent;
        await using var unpacked = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await unpacked.CopyToAsync(whole, context.RequestAborted);
        return whole.ToArray();
    }

    static bool IsSecret(string path, ReadOnlyMemory<byte>? sent) =>
        path.StartsWith("/services/oauth2/", StringComparison.OrdinalIgnoreCase)
        || (path.StartsWith(SoapDoor.Path, StringComparison.OrdinalIgnoreCase) && !(sent is { } body && IsUndelete(body.Span)));

    static bool IsUndelete(ReadOnlySpan<byte> body) =>
        body.IndexOf("undelete"u8) >= 0 && body.IndexOf("login"u8) < 0 && body.IndexOf("password"u8) < 0;
}
