using System.Text.Json;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>Who has signed in: <c>/services/oauth2/userinfo</c>, and the address that a token's <c>id</c> names.</summary>
internal sealed class UserPages(SalesforceOptions options, Sessions sessions)
{
    static readonly (string Name, string Path)[] Addresses =
    [
        ("enterprise", "/services/Soap/c/{version}/" + Identity.OrgId), ("partner", "/services/Soap/u/{version}/" + Identity.OrgId),
        ("rest", "/services/data/v{version}/"), ("sobjects", "/services/data/v{version}/sobjects/"),
        ("query", "/services/data/v{version}/query/"), ("profile", "/" + Identity.UserId), ("custom_domain", ""),
    ];

    /// <summary>What OpenID Connect tells.</summary>
    public SalesforceAnswer UserInfo(SalesforceCall call) => Refusal(call) ?? SalesforceAnswer.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("sub", $"{call.Root}/id/{Identity.OrgId}/{Identity.UserId}");
        json.WriteString("user_id", Identity.UserId);
        json.WriteString("organization_id", Identity.OrgId);
        json.WriteString("preferred_username", options.Username);
        json.WriteString("nickname", Identity.LastName);
        json.WriteString("name", $"{Identity.FirstName} {Identity.LastName}");
        json.WriteString("email", options.Username);
        json.WriteBoolean("email_verified", true);
        json.WriteString("given_name", Identity.FirstName);
        json.WriteString("family_name", Identity.LastName);
        json.WriteString("zoneinfo", "Europe/Amsterdam");
        WriteCommon(json, call.Root);
        json.WriteEndObject();
    });

    /// <summary>What Salesforce itself tells.</summary>
    public SalesforceAnswer Id(SalesforceCall call)
    {
        if (Refusal(call) is { } refusal) return refusal;
        if (!call["org"].StartsWith(Identity.OrgId[..15], StringComparison.Ordinal)
            || !call["user"].StartsWith(Identity.UserId[..15], StringComparison.Ordinal)) throw SalesforceFault.NotFound();
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", $"{call.Root}/id/{Identity.OrgId}/{Identity.UserId}");
            json.WriteBoolean("asserted_user", true);
            json.WriteString("user_id", Identity.UserId);
            json.WriteString("organization_id", Identity.OrgId);
            json.WriteString("username", options.Username);
            json.WriteString("nick_name", Identity.LastName);
            json.WriteString("display_name", $"{Identity.FirstName} {Identity.LastName}");
            json.WriteString("email", options.Username);
            json.WriteBoolean("email_verified", true);
            json.WriteString("first_name", Identity.FirstName);
            json.WriteString("last_name", Identity.LastName);
            json.WriteString("timezone", "Europe/Amsterdam");
            WriteCommon(json, call.Root);
            json.WriteEndObject();
        });
    }

    static void WriteCommon(Utf8JsonWriter json, string root)
    {
        json.WriteStartObject("urls");
        foreach (var (name, path) in Addresses) json.WriteString(name, root + path);
        json.WriteEndObject();
        json.WriteBoolean("active", true);
        json.WriteString("user_type", "STANDARD");
        json.WriteString("language", "en_US");
        json.WriteString("locale", "nl_NL");
        json.WriteNumber("utcOffset", 3_600_000);
        json.WriteBoolean("is_app_installed", true);
    }

    /// <summary>A refusal as this server has it: a word, and no JSON.</summary>
    SalesforceAnswer? Refusal(SalesforceCall call)
    {
        var token = call.Header("Authorization") is { } header ? BearerToken.Of(header)
            : call.Text("oauth_token") ?? call.Text("access_token");
        if (token is null) return SalesforceAnswer.Text(403, "text/html;charset=UTF-8", "Missing_OAuth_Token");
        return sessions.Use(token) ? null : SalesforceAnswer.Text(403, "text/html;charset=UTF-8", "Bad_OAuth_Token");
    }
}
