using System.Globalization;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>The sentences for calls that came to nothing.</summary>
static class RestFaults
{
    /// <summary>No answer came, however often it was tried.</summary>
    public static ConnectorException Unreachable(RestClientOptions options, Attempts call, Sent last, TimeSpan tried)
    {
        var what = last.ReachedNobody ? "cannot be reached" : $"gave no answer to {call.Route}";
        var given = last.ReachedNobody && call.Made > 1
            ? string.Create(CultureInfo.InvariantCulture, $"Given up after {call.Made} attempts in {tried.TotalSeconds:0} s. ") : "";
        var doubt = call.IsInDoubt ? "Whether the call took effect is not known. " : "";
        var address = $"{options.BaseAddress.Scheme}://{options.BaseAddress.Authority}";
        return new ConnectorException(
            ConnectorErrorKind.Unreachable,
            $"{options.System} at {address} (connection '{options.Connection}') {what}: {last.Fault!.Message.TrimEnd('.')}. "
            + $"{given}{doubt}Check the address and the network, then run it again.",
            last.Fault)
        { Connection = options.Connection, Call = call.Route, MayHaveHappened = call.IsInDoubt };
    }

    /// <summary>An answer is no page of rows.</summary>
    public static ConnectorException TooLarge(RestClientOptions options, RestRequest request, string route, int status) => new(
        ConnectorErrorKind.BadAnswer,
        $"{Who(options)}: the answer to {route} is larger than {options.LargestAnswer / 1_048_576:N0} MB unpacked, "
        + "which no page of rows is. Nothing of it was used. Check that the address is that of the account.")
    { Connection = options.Connection, Call = route, Status = status, MayHaveHappened = !request.Repeatable };

    /// <summary>An answer holds no token. What it holds instead is told when it is a refusal only: anything else might be secret.</summary>
    public static ConnectorException NotIssued(RestClientOptions options, RestResponse response)
    {
        var what = response.IsSuccess ? "that holds no access_token" : response.Excerpt;
        return new ConnectorException(
            ConnectorErrorKind.Unauthorized,
            $"{Who(options)} issues no token: {response.Route} answered {response.Status} {what}. {options.CredentialsRemedy}")
        { Connection = options.Connection, Call = response.Route, Status = response.Status };
    }

    /// <summary>A call was not made, since no token was issued for it.</summary>
    public static ConnectorException WithoutToken(ConnectorException fault, string route, bool isInDoubt) =>
        new(fault.Kind, fault.Message, fault)
        { Connection = fault.Connection, Call = route, Status = fault.Status, Body = fault.Body, MayHaveHappened = isInDoubt };

    /// <summary>No call may be made.</summary>
    public static ConnectorException Unusable(RestClientOptions options, string route, string fault, string? remedy) =>
        new(ConnectorErrorKind.Unauthorized, $"{Who(options)} cannot be called: {fault}. {remedy}")
        { Connection = options.Connection, Call = route };

    /// <summary>An answer says that the call was not done, or may not have been.</summary>
    public static ConnectorException Failed(
        RestClientOptions options, RestResponse response, ConnectorErrorKind kind, string what, bool isInDoubt, string? remedy = null)
    {
        var excerpt = response.Body.Length == 0 ? "" : $" {response.Excerpt}";
        return new ConnectorException(
            kind, $"{Who(options)} {what}: {response.Route} answered {response.Status}{excerpt}. {remedy ?? "Run it again later."}")
        { Connection = options.Connection, Call = response.Route, Status = response.Status, Body = response.Excerpt,
            MayHaveHappened = isInDoubt };
    }

    static string Who(RestClientOptions options) => $"{options.System} (connection '{options.Connection}')";
}
