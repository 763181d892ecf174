using System.Globalization;
using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Soap;

/// <summary>
/// What is served of the SOAP API: signing in, which old clients do by it, and taking records out of the recycle bin, which REST cannot.
/// </summary>
internal sealed class SoapDoor(
    OrgData org, RecordWriter writer, SalesforceOptions options, Sessions sessions, Allowance allowance)
{
    /// <summary>Where it is called: by partners, who know no org, and by an enterprise, by its own names.</summary>
    public const string Path = "/services/Soap/";

    readonly SignInCall _signIn = new(org, options, sessions);
    readonly UndeleteCall _undelete = new(org, writer);

    public IEnumerable<SalesforceRoute> Routes =>
    [
        Route("u", "{version}"), Route("u", "{version}/{org}"), Route("c", "{version}"), Route("c", "{version}/{org}"),
    ];

    SalesforceRoute Route(string api, string path) => new("POST", $"{Path}{api}/{path}", call => Answer(call, api));

    SalesforceAnswer Answer(SalesforceCall call, string api)
    {
        XNamespace space = api == "u" ? "urn:partner.soap.sforce.com" : "urn:enterprise.soap.sforce.com";
        if (SoapEnvelope.Read(call.Body) is not { } envelope) return SoapEnvelope.Fault("The body is no envelope of SOAP.");
        if (!IsVersion(call["version"]))
            return SoapEnvelope.Fault(
                "UnexpectedErrorFault", "UNSUPPORTED_API_VERSION", $"Invalid Api version specified on URL: {call["version"]}");
        var work = envelope.Element(SoapEnvelope.Name + "Body")?.Elements().FirstOrDefault();
        if (work?.Name.LocalName == "login") return _signIn.Login(call, work, space, api);
        if (SoapEnvelope.Values(envelope, "sessionId") is not [var session, ..] || !sessions.Use(session))
            return SoapEnvelope.Fault("UnexpectedErrorFault", "INVALID_SESSION_ID",
                "Invalid Session ID found in SessionHeader: Illegal Session");
        if (!allowance.TryTake()) return SoapEnvelope.Fault("ApiFault", "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        return work?.Name.LocalName switch
        {
            "getUserInfo" => _signIn.UserInfo(space),
            "logout" => _signIn.Logout(session, space),
            "undelete" => _undelete.Answer(work, space),
            var other => SoapEnvelope.Fault($"The sandbox serves no {other ?? "empty call"} over SOAP, but login, logout, getUserInfo "
                + "and undelete alone. Use REST."),
        };
    }

    static bool IsVersion(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version)
        && version is >= ApiVersions.Oldest and <= ApiVersions.Newest;
}
