using System.Text;
using Koppel.Sandbox.Salesforce.Wire;
using Microsoft.Extensions.Primitives;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>Consumer key and secret of an app, which stand in the form of a call or in a header of HTTP Basic.</summary>
internal static class AppCredentials
{
    /// <summary>Checks them.</summary>
    /// <exception cref="OAuthFault">They are not those of the app.</exception>
    public static void Check(SalesforceOptions options, SalesforceCall call, Dictionary<string, StringValues> form, bool needsSecret)
    {
        var (id, secret) = Basic(call.Header("Authorization"))
            ?? (form.GetValueOrDefault("client_id").ToString(), form.GetValueOrDefault("client_secret").ToString());
        if (id != options.ClientId) throw new OAuthFault("invalid_client_id", "client identifier invalid");
        if (secret != options.ClientSecret && (needsSecret || secret.Length > 0))
            throw new OAuthFault("invalid_client", "invalid client credentials");
    }

    static (string Id, string Secret)? Basic(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..].Trim()));
            var mark = text.IndexOf(':');
            return mark < 0 ? null : (Uri.UnescapeDataString(text[..mark]), Uri.UnescapeDataString(text[(mark + 1)..]));
        }
        catch (FormatException)
        {
            throw new OAuthFault("invalid_client", "invalid client credentials");
        }
    }
}
