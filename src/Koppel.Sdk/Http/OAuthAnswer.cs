using System.Globalization;
using System.Text.Json;

namespace Koppel.Sdk.Http;

/// <summary>The answer of one who issues tokens.</summary>
public sealed class OAuthAnswer
{
    readonly Dictionary<string, string> _texts;

    OAuthAnswer(AccessToken token, Dictionary<string, string> texts) => (Token, _texts) = (token, texts);

    /// <summary>The token.</summary>
    public AccessToken Token { get; }

    /// <summary>What else it says under a name, such as <c>refresh_token</c>, which is secret; null for nothing.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Reads it; null when it holds no token.</summary>
    internal static OAuthAnswer? Read(RestResponse response, string header, string prefix)
    {
        using var document = response.IsSuccess ? response.TryJson() : null;
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } answer
            || !answer.TryGetProperty("access_token", out var token) || token.ValueKind != JsonValueKind.String
            || token.GetString() is not { Length: > 0 } text) return null;
        var lifetime = answer.TryGetProperty("expires_in", out var seconds)
            && double.TryParse(seconds.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var told) && told is > 0 and < 1e9
            ? TimeSpan.FromSeconds(told) : (TimeSpan?)null;
        return new OAuthAnswer(
            new AccessToken(new Dictionary<string, string> { [header] = prefix + text }, lifetime),
            answer.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String && p.Name != "access_token")
                .DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value.GetString()!));
    }
}
