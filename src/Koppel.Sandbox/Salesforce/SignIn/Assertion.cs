using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>A JSON Web Token by which an app signs in for a user.</summary>
/// <param name="Issuer">The app: its consumer key.</param>
/// <param name="Subject">The user's name.</param>
/// <param name="Audience">The host that it is meant for.</param>
/// <param name="Expires">When it ends, UTC.</param>
internal sealed record Assertion(string? Issuer, string? Subject, string? Audience, DateTime Expires)
{
    /// <summary>Reads one and checks its signature.</summary>
    /// <exception cref="OAuthFault">It is none, or signed by another key.</exception>
    public static Assertion Read(string? text, AppKey key)
    {
        try
        {
            var parts = (text ?? "").Split('.');
            if (parts.Length != 3) throw Wrong();
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            if (Text(header.RootElement, "alg") != "RS256") throw Wrong();
            if (!key.IsSignedBy(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]))) throw Wrong();
            return new(Text(claims.RootElement, "iss"), Text(claims.RootElement, "sub"), Text(claims.RootElement, "aud"),
                DateTime.UnixEpoch.AddSeconds(claims.RootElement.GetProperty("exp").GetInt64()));
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException
            or ArgumentException)
        {
            throw Wrong();
        }
    }

    static OAuthFault Wrong() => new("invalid_grant", "invalid assertion");

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
