using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Makes the steps of one contact, in their order. All of them can be made twice.</summary>
internal sealed class ContactCallCourier(Account account)
{
    /// <summary>Makes them; gives why one was refused, or null. What is to be gone or there already is no refusal.</summary>
    /// <param name="steps">The steps as the journal holds them, an array.</param>
    /// <param name="unless">Is cancelled when no further call is to be sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">No clear answer came.</exception>
    public async Task<RejectCause?> RunAsync(JsonElement steps, CancellationToken unless, CancellationToken cancellationToken)
    {
        var isBegun = false;
        foreach (var step in steps.EnumerateArray())
        {
            if (await StepAsync(step, unless, cancellationToken) is { } cause)
                return isBegun
                    ? cause with { Code = RejectCode.PartlyTaken, Reason = $"{cause.Reason} What comes before it is done." }
                    : cause;
            isBegun = true;
        }
        return null;
    }

    async Task<RejectCause?> StepAsync(JsonElement step, CancellationToken unless, CancellationToken cancellationToken)
    {
        var route = step.GetProperty("route").GetString()!;
        if (step.TryGetProperty("linkOf", out var email))
            return await TitleAsync(route, email.GetString()!, step.GetProperty("body").GetString()!, unless, cancellationToken);
        long? key = step.TryGetProperty("key", out var number) ? number.GetInt64() : null;
        var body = step.TryGetProperty("body", out var sent) ? JsonSerializer.SerializeToUtf8Bytes(sent) : default(ReadOnlyMemory<byte>);
        var response = await SendAsync(route, key, body, unless, cancellationToken);
        var isGone = response.Status == 404 && route.StartsWith("DELETE ", StringComparison.Ordinal);
        return response.IsSuccess || isGone ? null : RestErrors.Cause(response);
    }

    /// <summary>Finds the account link that an import made, and gives it its job title.</summary>
    async Task<RejectCause?> TitleAsync(
        string route, string email, string title, CancellationToken unless, CancellationToken cancellationToken)
    {
        var path = UrlPath.Of("contacts").Query("email", email).Query("include", "accountContacts").ToString();
        var found = await account.Client.SendAsync(
            new RestRequest(HttpMethod.Get, path) { Pattern = "contacts", Unless = unless }, cancellationToken);
        if (!found.IsSuccess) return RestErrors.Cause(found);
        using var document = found.Json();
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw Odd(found);
        if (!document.RootElement.TryGetProperty("accountContacts", out var links) || links.ValueKind != JsonValueKind.Array
            || links.GetArrayLength() == 0)
            return new RejectCause(RejectCode.NotTaken,
                $"{email} is on no account after its import, so that there is nothing to give a job title to.", "Run the load again.");
        var link = links[0];
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        if (Whole(link, "account") is not { } linked || Whole(link, "contact") is not { } contact || Whole(link, "id") is not { } id)
            throw Odd(found);
        using (var json = new Utf8JsonWriter(body, ImportContent.Options)) ContactCall.WriteLink(json, linked, contact, title);
        var response = await SendAsync(route, id, body.WrittenMemory, unless, cancellationToken);
        return response.IsSuccess ? null : RestErrors.Cause(response);
    }

    Task<RestResponse> SendAsync(
        string route, long? key, ReadOnlyMemory<byte> body, CancellationToken unless, CancellationToken cancellationToken)
    {
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        var pattern = route[(space + 1 + Account.BasePath.Length)..];
        var path = key is { } id ? UrlPath.Fill(pattern, "id", id.ToString(CultureInfo.InvariantCulture)) : pattern;
        return account.Client.SendAsync(
            new RestRequest(new HttpMethod(route[..space]), path) { Pattern = pattern, Body = body, Repeatable = true, Unless = unless },
            cancellationToken);
    }

    static long? Whole(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value)
        && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static ConnectorException Odd(RestResponse response) =>
        new(ConnectorErrorKind.BadAnswer,
            $"The answer to {response.Route} tells no link to an account that can be read. Run it again; if it stays so, the API has "
                + $"changed.")
        { Call = response.Route, Status = response.Status, Body = response.Excerpt };
}
