using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// Up to 200 rows in a call, each of which succeeds or fails by itself: sObject Collections. Answers stand in the order of the rows. A
/// change, a removal and an upsert are simply sent again after a lost answer; of new rows it is looked up which are there, where a unique
/// key tells them, and otherwise they are in doubt.
/// <code>{"items":[{"rows":[{"row":1,"values":["7","Doe"]}],"key":"7","by":"Ext__c","body":{"LastName":"Doe"}}]}</code>
/// </summary>
/// <param name="target">The object.</param>
/// <param name="verb">What is done.</param>
internal sealed class CollectionKind(WriteTarget target, WriteVerb verb) : ICallKind
{
    /// <summary>Source: Salesforce's page on sObject Collections.</summary>
    public const int MostRows = 200;

    /// <inheritdoc/>
    public CallKind Kind => NameOf(verb);

    /// <inheritdoc/>
    public int AtOnce => 3;

    /// <summary>The name of the kind that does so.</summary>
    public static CallKind NameOf(WriteVerb verb) => new($"salesforce-{verb.ToString().ToLowerInvariant()}");

    /// <summary>The route of such calls.</summary>
    /// <param name="basePath">What stands before every path.</param>
    /// <param name="verb">What is done.</param>
    /// <param name="upsert">The object and the key of an upsert.</param>
    public static string Route(string basePath, WriteVerb verb, string upsert) => verb switch
    {
        WriteVerb.Insert => $"POST /{basePath}composite/sobjects",
        WriteVerb.Update => $"PATCH /{basePath}composite/sobjects",
        WriteVerb.Upsert => $"PATCH /{basePath}composite/sobjects/{upsert}",
        _ => $"DELETE /{basePath}composite/sobjects",
    };

    /// <inheritdoc/>
    public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.GetProperty("items").EnumerateArray()];

    /// <inheritdoc/>
    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        var response = await SendAsync(call, parts, cancellationToken);
        return response.IsSuccess
            ? Enter(call, parts, response, inDoubt || response.AfterDoubt)
            : new CallAnswer(
                new RejectCause(RejectCode.Refused, $"Salesforce refused the call: {OrgErrors.Describe(response)}",
                    "Correct the row by what it says and load it again."),
                response.AfterDoubt);
    }

    /// <inheritdoc/>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) => target.PauseAsync(attempt, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken)
    {
        if (verb != WriteVerb.Insert) return null;
        if (parts.All(p => p.TryGetProperty("key", out _)))
            return await KnownKeys.EnterThoseThereAsync(target, call, parts, cancellationToken);
        // The lost answer is the load's fault; going on with it later comes here again. Behind answers that came, it is these rows' own.
        if (!call.WasSent && !call.IsPartlyKnown) return null;
        foreach (var part in parts)
            call.Reject(part, new RejectCause(RejectCode.InDoubt,
                $"The row was under way when the load broke off, and {target.Object.Name} has nothing by which it could be found.",
                "Look whether it is there before loading it again."));
        return [];
    }

    /// <summary>Enters what became of each row; those that were locked go again, with their parents' others.</summary>
    CallAnswer Enter(OpenCall call, IReadOnlyList<JsonElement> parts, RestResponse response, bool inDoubt)
    {
        using var document = OrgErrors.Json(response, target.Org.Connection);
        var results = document.RootElement;
        if (results.ValueKind != JsonValueKind.Array || results.GetArrayLength() != parts.Count)
            throw OrgErrors.MayHave(OrgErrors.Odd(response, target.Org.Connection, $"does not tell what became of {parts.Count} rows"));
        var locked = new List<(JsonElement Part, RejectCause Cause)>();
        foreach (var (part, result) in parts.Zip(results.EnumerateArray()))
        {
            if (result.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.True)
            {
                if (verb is WriteVerb.Insert && result.TryGetProperty("id", out var id) && id.GetString() is { } key)
                    call.AcceptAs(part, "Id", key);
                else call.Accept(part);
                continue;
            }
            var fault = RowFault.Of(result.TryGetProperty("errors", out var errors) ? errors : default);
            if (fault.IsLocked) locked.Add((part, fault.Cause));
            else if (verb == WriteVerb.Delete && fault.IsGone && inDoubt) call.Accept(part);
            else if (verb == WriteVerb.Delete && fault.IsGone) call.Unchanged(part);
            else call.Reject(part, fault.Cause);
        }
        return CallAnswer.Entered with
        {
            Passing = [.. locked.OrderBy(p => verb == WriteVerb.Delete ? "" : WriteTarget.ParentOf(Body(p.Part)), StringComparer.Ordinal)],
        };
    }

    async Task<RestResponse> SendAsync(OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken)
    {
        var space = call.Route.IndexOf(' ', StringComparison.Ordinal);
        var (method, path) = (new HttpMethod(call.Route[..space]), call.Route[(space + 2)..]);
        var request = new RestRequest(method, path) { Pattern = path, Headers = target.Headers, Repeatable = verb != WriteVerb.Insert };
        if (verb == WriteVerb.Delete)
            request = request with
            {
                Path = UrlPath.Of(path).QueryText("ids", string.Join(',', parts.Select(p => p.GetProperty("id").GetString())))
                    .Query("allOrNone", "false").ToString(),
            };
        else request = request with { Body = Records(parts) };
        target.Org.CheckAllowance();
        return await call.SendAsync(target.Org.Client, request, cancellationToken);
    }

    ReadOnlyMemory<byte> Records(IReadOnlyList<JsonElement> parts) => CallContent.Bytes(json => json.WriteObject(null, () =>
    {
        json.WriteBoolean("allOrNone", false);
        json.WriteArray("records", parts, part => json.WriteObject(null, () =>
        {
            json.WriteObject("attributes", () => json.WriteString("type", target.Object.Name));
            if (part.TryGetProperty("id", out var id)) json.WriteString("Id", id.GetString());
            foreach (var field in Body(part).EnumerateObject())
            {
                json.WritePropertyName(field.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(field.Value), skipInputValidation: true);
            }
        }));
    }));

    static JsonElement Body(JsonElement part) => part.GetProperty("body");
}
