using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Several calls about a row, one after the other. All of them can be made twice.</summary>
internal sealed class ContactCallsKind(Account account) : ICallKind
{
    /// <summary>Its name.</summary>
    public static readonly CallKind Name = new("contact-calls");

    public CallKind Kind => Name;

    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        if (await SendAsync(call, parts[0].GetProperty("steps"), cancellationToken) is { } refusal) return new CallAnswer(refusal);
        call.Accept(parts[0]);
        return CallAnswer.Entered;
    }

    /// <summary>Makes calls; gives why one was refused, or null. What is to be gone or there already is no refusal.</summary>
    /// <param name="call">The call of the journal that they belong to.</param>
    /// <param name="calls">The calls as the journal holds them, an array.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    /// <exception cref="ConnectorException">No clear answer came.</exception>
    public async Task<RejectCause?> SendAsync(OpenCall call, JsonElement calls, CancellationToken cancellationToken)
    {
        var isBegun = false;
        foreach (var one in calls.EnumerateArray())
        {
            if (await SendOneAsync(call, one, cancellationToken) is { } cause)
                return isBegun
                    ? cause with { Code = RejectCode.PartlyTaken, Reason = $"{cause.Reason} What comes before it is done." }
                    : cause;
            isBegun = true;
        }
        return null;
    }

    async Task<RejectCause?> SendOneAsync(OpenCall call, JsonElement one, CancellationToken cancellationToken)
    {
        var request = RequestKind.Of(one.GetProperty("route").GetString()!, Account.BasePath, one);
        if (one.TryGetProperty("linkOf", out var email))
        {
            var (id, body, cause) = await FindLinkAsync(call, email.GetString()!, one.GetProperty("body").GetString()!, cancellationToken);
            if (cause is not null) return cause;
            request = request with { Path = UrlPath.Fill(request.Path, "id", id), Body = body };
        }
        var response = await call.SendAsync(account.Client, request, cancellationToken);
        var isGone = response.Status == 404 && request.Method == HttpMethod.Delete;
        return response.IsSuccess || isGone ? null : RestErrors.Cause(response);
    }

    /// <summary>Finds the link to an account that an import made, and what it is to say.</summary>
    async Task<(string Id, ReadOnlyMemory<byte> Body, RejectCause? Cause)> FindLinkAsync(
        OpenCall call, string email, string jobTitle, CancellationToken cancellationToken)
    {
        var path = UrlPath.Of("contacts").Query("email", email).Query("include", "accountContacts").ToString();
        var found = await call.SendAsync(
            account.Client, new RestRequest(HttpMethod.Get, path) { Pattern = "contacts" }, cancellationToken);
        if (!found.IsSuccess) return ("", default, RestErrors.Cause(found));
        using var document = found.Json();
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw Odd(found);
        if (!document.RootElement.TryGetProperty("accountContacts", out var links) || links.ValueKind != JsonValueKind.Array
            || links.GetArrayLength() == 0)
            return ("", default, new RejectCause(RejectCode.NotTaken,
                $"{email} is on no account after its import, so that there is nothing to give a job title to.", "Run the load again."));
        if (Whole(links[0], "account") is not { } linked || Whole(links[0], "contact") is not { } contact
            || Whole(links[0], "id") is not { } id)
            throw Odd(found);
        var body = CallContent.Bytes(json => ContactCall.WriteLink(json, linked, contact, jobTitle), CallContent.Options);
        return (id.ToString(CultureInfo.InvariantCulture), body, null);
    }

    static long? Whole(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value)
        && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static ConnectorException Odd(RestResponse response) =>
        new(ConnectorErrorKind.BadAnswer,
            $"The answer to {response.Route} tells no link to an account that can be read. Run it again; if it stays so, the API has "
                + $"changed.")
        { Call = response.Route, Status = response.Status, Body = response.Excerpt };
}
