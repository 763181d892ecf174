using System.Security.Cryptography;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>Refresh tokens that were given out and not taken back. Thread-safe.</summary>
/// <param name="first">The one that is there from the start.</param>
/// <param name="rotates">Whether each can be used once.</param>
internal sealed class RefreshTokens(string first, bool rotates)
{
    readonly Lock _gate = new();
    readonly HashSet<string> _tokens = new(StringComparer.Ordinal) { first };

    public string Give()
    {
        var token = "5Aep861." + RandomNumberGenerator.GetHexString(40);
        lock (_gate) _tokens.Add(token);
        return token;
    }

    /// <summary>Uses a token; gives the one that takes its place, null when it stays.</summary>
    /// <exception cref="OAuthFault">It is none.</exception>
    public string? Use(string? token)
    {
        lock (_gate)
        {
            if (token is null || !_tokens.Contains(token)) throw new OAuthFault("invalid_grant", "expired access/refresh token");
            if (!rotates) return null;
            _tokens.Remove(token);
            return Give();
        }
    }

    /// <summary>Whether a token can be used.</summary>
    public bool Has(string token)
    {
        lock (_gate) return _tokens.Contains(token);
    }

    /// <summary>Takes a token back; false when there is none.</summary>
    public bool Revoke(string token)
    {
        lock (_gate) return _tokens.Remove(token);
    }

    public void Reset()
    {
        lock (_gate)
        {
            _tokens.Clear();
            _tokens.Add(first);
        }
    }
}
