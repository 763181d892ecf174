using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>Codes that a browser brought back and a client may exchange once, within 15 minutes. Thread-safe.</summary>
internal sealed class AuthorizationCodes(Clock clock)
{
    static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    readonly Lock _gate = new();
    readonly Dictionary<string, Code> _codes = new(StringComparer.Ordinal);

    /// <summary>Makes a code.</summary>
    /// <param name="redirect">Where it is brought to.</param>
    /// <param name="challenge">The digest of what the client will prove itself by (PKCE, S256); null for none.</param>
    public string Give(string redirect, string? challenge)
    {
        var code = "aPrx" + RandomNumberGenerator.GetHexString(40);
        lock (_gate) _codes[code] = new(redirect, challenge, clock.Elapsed);
        return code;
    }

    /// <summary>Uses a code up.</summary>
    /// <exception cref="OAuthFault">There is none, it is too old, or not the caller's.</exception>
    public void Use(string? code, string? redirect, string? verifier)
    {
        Code? found;
        lock (_gate)
        {
            if (!_codes.Remove(code ?? "", out found)) throw new OAuthFault("invalid_grant", "invalid authorization code");
        }

        if (clock.Elapsed - found.Given > Life) throw new OAuthFault("invalid_grant", "expired authorization code");
        if (redirect != found.Redirect) throw new OAuthFault("redirect_uri_mismatch", "redirect_uri must match configuration");
        if (found.Challenge is { } challenge && challenge != Digest(verifier ?? ""))
            throw new OAuthFault("invalid_grant", "invalid code verifier");
    }

    static string Digest(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    sealed record Code(string Redirect, string? Challenge, TimeSpan Given);
}
