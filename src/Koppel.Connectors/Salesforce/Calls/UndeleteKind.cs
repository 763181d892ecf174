using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// Up to 200 rows in a call come back from the recycle bin, each of which succeeds or fails by itself. REST has no such call, so that it is
/// the one of SOAP. After a lost answer it is looked up which rows are there.
/// <code>{"items":[{"rows":[{"row":1,"values":["003…","Doe"]}],"id":"003…"}]}</code>
/// </summary>
/// <param name="target">The object.</param>
internal sealed class UndeleteKind(WriteTarget target) : ICallKind
{
    /// <summary>The name of the kind.</summary>
    public static CallKind Name => new("salesforce-undelete");

    /// <inheritdoc/>
    public CallKind Kind => Name;

    /// <inheritdoc/>
    public int AtOnce => 3;

    /// <summary>The route of such calls.</summary>
    /// <param name="basePath">What stands before the paths of REST, such as <c>services/data/v67.0/</c>.</param>
    public static string Route(string basePath) => $"POST /services/Soap/u/{basePath.TrimEnd('/').Split("/v")[^1]}";

    /// <inheritdoc/>
    public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.GetProperty("items").EnumerateArray()];

    /// <inheritdoc/>
    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        var path = call.Route[(call.Route.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var request = new RestRequest(HttpMethod.Post, path)
        {
            SignedBody = headers => SoapEnvelope.Undelete(headers, parts.Select(p => p.GetProperty("id").GetString()!)),
            StatusOf = SoapEnvelope.StatusOf,
            ContentType = "text/xml",
            Accept = "text/xml",
            Headers = new Dictionary<string, string> { ["SOAPAction"] = "\"\"" },
        };
        target.Org.CheckAllowance();
        var response = await call.SendAsync(target.Org.Client, request, cancellationToken);
        var answer = SoapEnvelope.Read(response);
        if (answer.Fault is { } refusal) return new CallAnswer(Refused(refusal), response.AfterDoubt);
        if (answer.Results.Count != parts.Count)
            throw OrgErrors.MayHave(OrgErrors.Odd(
                response, target.Org.Connection, $"does not tell what became of {parts.Count} rows"));
        var locked = new List<(JsonElement Part, RejectCause Cause)>();
        foreach (var (part, fault) in parts.Zip(answer.Results))
        {
            if (fault is null) call.AcceptAs(part, "Id", part.GetProperty("id").GetString()!);
            else if (fault.Value.IsLocked) locked.Add((part, fault.Value.Cause));
            else call.Reject(part, Cause(fault.Value));
        }
        return CallAnswer.Entered with { Passing = locked };
    }

    /// <inheritdoc/>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) => target.PauseAsync(attempt, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken) =>
        await KnownKeys.EnterThoseThereAsync(target, call, parts, cancellationToken);

    RejectCause Refused(RowFault refusal) => refusal.Code == "REQUEST_LIMIT_EXCEEDED"
        ? throw OrgErrors.UsedUp(target.Org.Connection, refusal.Code)
        : new RejectCause(RejectCode.Refused, $"Salesforce refused the call: {refusal.Code}: {refusal.Message}",
            "Take the rows out of the recycle bin in Salesforce.");

    static RejectCause Cause(RowFault fault) => !fault.IsGone && fault.Code != "UNDELETE_FAILED" ? fault.Cause
        : fault.Cause with { Remedy =
            "It is not in the recycle bin any more. Insert it anew; what the ledger keeps of it tells its values." };
}
