using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>
/// What Salesforce says when it does not do a thing: a list of objects with errorCode and message, or, for an address that is too long, a
/// page of HTML. Messages come in the user's language; only codes count.
/// </summary>
internal static class OrgErrors
{
    /// <summary>The address or the headers of a call are too long.</summary>
    public static bool IsTooLong(RestResponse response) => response.Status is 414 or 431;

    /// <summary>The first word for programs of a refusal, or null.</summary>
    public static string? Code(RestResponse response) => RestErrors.Code(response);

    /// <summary>A success, or the fault that it is.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="table">What was asked of, or nothing.</param>
    /// <exception cref="ConnectorException">It is none; the message says what Salesforce said.</exception>
    public static RestResponse Checked(RestResponse response, string connection, string table = "")
    {
        if (response.IsSuccess) return response;
        var kind = response.Status == 404 ? ConnectorErrorKind.NotFound : ConnectorErrorKind.Refused;
        throw new ConnectorException(kind, $"Salesforce (connection '{connection}') refused {response.Route}: {Describe(response)}"
            + Remedy(Code(response)))
        { Connection = connection, Call = response.Route, Status = response.Status, Table = table, Body = response.Excerpt };
    }

    /// <summary>Status, code and message, as a sentence.</summary>
    public static string Describe(RestResponse response)
    {
        if (IsTooLong(response)) return $"{response.Status}, the address of the call is too long.";
        var code = Code(response);
        return $"{response.Status}{(code is null ? "" : $" {code}")}: {RestErrors.Describe(response)}";
    }

    /// <summary>A fault that is Salesforce's own although its status says another thing to everybody else; otherwise null.</summary>
    public static ConnectorException? Own(RestResponse response, string connection)
    {
        if (response.Status != 403) return null;
        var code = Code(response);
        return code switch
        {
            "REQUEST_LIMIT_EXCEEDED" => UsedUp(connection, code),
            "API_DISABLED_FOR_ORG" or "API_CURRENTLY_DISABLED" => new ConnectorException(ConnectorErrorKind.Unauthorized,
                $"Salesforce (connection '{connection}') has no API in this edition, or not for this user ({code}). An administrator "
                    + $"allows it "
                + "with the permission \"API Enabled\"."),
            null => null,
            _ => new ConnectorException(ConnectorErrorKind.Refused,
                $"Salesforce (connection '{connection}') does not allow {response.Route} to this user: {Describe(response)} An "
                    + $"administrator "
                + "gives the user the permission for the object or field."),
        };
    }

    /// <summary>The allowance is used up.</summary>
    public static ConnectorException UsedUp(string connection, string code) => new(ConnectorErrorKind.Throttled,
        $"Salesforce (connection '{connection}') takes no more calls: the org's allowance of 24 hours is used up ({code}). What is "
            + "done is done and recorded; go on later, or ask an administrator for more (Setup, Company Information, API Requests).");

    /// <summary>The fault of a call that may have been carried out all the same.</summary>
    public static ConnectorException MayHave(ConnectorException fault) => new(fault.Kind, fault.Message, fault)
    {
        Connection = fault.Connection, Call = fault.Call, Status = fault.Status, Body = fault.Body, MayHaveHappened = true,
    };

    static string Remedy(string? code) => code switch
    {
        "INVALID_FIELD" => " The field is not there any more, or this user may not see it: look at the table's columns again.",
        "INVALID_TYPE" => " The object is not there, or this user may not see it.",
        "INVALID_QUERY_LOCATOR" => " The reading took too long, and Salesforce has forgotten where it was: run it again.",
        "QUERY_TIMEOUT" or "OPERATION_TOO_LARGE" => " Ask for less: fewer columns, or a condition on a field with an index.",
        "MALFORMED_ID" or "INVALID_QUERY_FILTER_OPERATOR" => " An id is 15 or 18 letters and digits, and begins as those of its object.",
        _ => "",
    };

    /// <summary>The JSON of an answer, which must be an object or a list.</summary>
    /// <exception cref="ConnectorException">It is not.</exception>
    public static JsonDocument Json(RestResponse response, string connection)
    {
        var document = response.Json();
        if (document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return document;
        document.Dispose();
        throw Odd(response, connection, "is neither an object nor a list");
    }

    /// <summary>An answer that is not what it should be.</summary>
    public static ConnectorException Odd(RestResponse response, string connection, string what) => new(ConnectorErrorKind.BadAnswer,
        $"Salesforce (connection '{connection}'): the answer to {response.Route} {what}. Run it again; if it stays so, the API has "
            + $"changed.")
    { Connection = connection, Call = response.Route, Status = response.Status, Body = response.Excerpt };
}
