using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>A refusal of the kind that OAuth has, which is another one than that of the data API.</summary>
internal sealed class OAuthFault(string error, string description, int status = 400) : Exception(description)
{
    public string Error => error;

    public SalesforceAnswer Answer => SalesforceAnswer.Json(status, json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", Message);
        json.WriteEndObject();
    });
}
