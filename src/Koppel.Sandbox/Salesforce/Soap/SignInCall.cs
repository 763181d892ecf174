using System.Xml.Linq;
using Koppel.Sandbox.Salesforce.SignIn;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Soap;

/// <summary>Signing in by user name and password over SOAP, and who has signed in.</summary>
internal sealed class SignInCall(OrgData org, SalesforceOptions options, Sessions sessions)
{
    // From version 65 on the platform has no login any more.
    const int LastWithLogin = 64;

    /// <summary>Opens a session.</summary>
    /// <param name="call">The call.</param>
    /// <param name="work">The element <c>login</c>.</param>
    /// <param name="space">The namespace of the API that is called.</param>
    /// <param name="api">That API: u of partners, c of an enterprise.</param>
    public SalesforceAnswer Login(SalesforceCall call, XElement work, XNamespace space, string api)
    {
        var version = call["version"];
        if (double.Parse(version, System.Globalization.CultureInfo.InvariantCulture) > LastWithLogin)
            return SoapEnvelope.Fault(
                "UnexpectedErrorFault", "INVALID_OPERATION", $"SOAP API login() is not available in version {version}.");
        if (!options.TakesPasswords)
            return SoapEnvelope.Fault("LoginFault", "INVALID_OPERATION", "SOAP API login() is disabled by default in this org.");
        if (Value("username") != options.Username || Value("password") != options.Password)
            return SoapEnvelope.Fault("LoginFault", "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
        return SoapEnvelope.Answer(new(space + "loginResponse", new XElement(space + "result",
            One("metadataServerUrl", Address("m")), One("passwordExpired", "false"), One("sandbox", "false"),
            One("serverUrl", Address(api)), One("sessionId", sessions.Open()), One("userId", Identity.UserId),
            new XElement(space + "userInfo", User(space)))));

        string? Value(string name) => SoapEnvelope.Values(work, name) is [var only] ? only : null;
        string Address(string which) => $"{call.Root}/services/Soap/{which}/{version}/{Identity.OrgId[..15]}";
        XElement One(string name, string value) => new(space + name, value);
    }

    /// <summary>Who has signed in.</summary>
    public SalesforceAnswer UserInfo(XNamespace space) =>
        SoapEnvelope.Answer(new(space + "getUserInfoResponse", new XElement(space + "result", User(space))));

    /// <summary>Ends a session.</summary>
    public SalesforceAnswer Logout(string session, XNamespace space)
    {
        sessions.End(session);
        return SoapEnvelope.Answer(new(space + "logoutResponse"));
    }

    XElement[] User(XNamespace space)
    {
        var (company, profile) = org.Use(() => (org.Table("Organization").Get(0, "Name"),
            org.Table("User").Get(org.User.Number - 1, "ProfileId") is RecordId id ? org.IdTextOf(id) : null));
        (string Name, object? Value)[] told =
        [
            ("accessibilityMode", "false"), ("currencySymbol", "€"), ("orgAttachmentFileSizeLimit", 5_242_880),
            ("orgDefaultCurrencyIsoCode", "EUR"), ("orgDisallowHtmlAttachments", "false"), ("orgHasPersonAccounts", "false"),
            ("organizationId", Identity.OrgId), ("organizationMultiCurrency", "false"), ("organizationName", company),
            ("profileId", profile), ("roleId", null), ("sessionSecondsValid", (int)options.SessionLife.TotalSeconds),
            ("userDefaultCurrencyIsoCode", null), ("userEmail", options.Username),
            ("userFullName", $"{Identity.FirstName} {Identity.LastName}"), ("userId", Identity.UserId), ("userLanguage", "en_US"),
            ("userLocale", "nl_NL"), ("userName", options.Username), ("userTimeZone", "Europe/Amsterdam"), ("userType", "Standard"),
            ("userUiSkin", "Theme3"),
        ];
        return [.. told.Select(one => new XElement(space + one.Name, one.Value ?? new XAttribute(SoapEnvelope.Instance + "nil", "true")))];
    }
}
