using System.Text;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>The form that a call sends.</summary>
internal static class SentForm
{
    /// <summary>Its values by name.</summary>
    /// <exception cref="OAuthFault">It is none.</exception>
    public static Dictionary<string, StringValues> Of(SalesforceCall call)
    {
        try
        {
            return new FormReader(Encoding.UTF8.GetString(call.Body.Span)).ReadForm();
        }
        catch (InvalidDataException fault)
        {
            throw new OAuthFault("invalid_request", "The form cannot be read: " + fault.Message);
        }
    }
}
