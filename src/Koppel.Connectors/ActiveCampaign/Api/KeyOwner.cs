using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Api;

/// <summary>Whose key a connection has. It is the cheapest call that needs the key, and every user may make it.</summary>
internal static class KeyOwner
{
    const string Path = "users/me";

    /// <summary>The user's name.</summary>
    /// <exception cref="ConnectorException">The account cannot be reached, does not take the key, or is no account.</exception>
    public static async Task<string> FindAsync(Account account, CancellationToken cancellationToken)
    {
        var response = await account.Client.SendAsync(new RestRequest(HttpMethod.Get, Path), cancellationToken);
        if (!response.IsSuccess)
            throw Fault(response, ConnectorErrorKind.Refused,
                $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)} Check that the address is that of an "
                    + "account.");
        using var document = response.Json();
        return document.RootElement is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("user", out var user)
            && user.ValueKind == JsonValueKind.Object && user.TryGetProperty("username", out var name)
            && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : throw Fault(response, ConnectorErrorKind.BadAnswer,
                $"The answer to {response.Route} names no user, as an account's does. Check that the address is that of an account.");
    }

    static ConnectorException Fault(RestResponse response, ConnectorErrorKind kind, string message) =>
        new(kind, message) { Call = response.Route, Status = response.Status, Body = response.Excerpt };
}
