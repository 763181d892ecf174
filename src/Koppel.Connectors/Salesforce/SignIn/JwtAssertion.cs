using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.SignIn;

/// <summary>
/// What a program signs to show that it may act for a user: a JSON Web Token, signed with the private key whose certificate the org knows.
/// Source: RFC 7523 and Salesforce's page on the JWT bearer flow.
/// </summary>
internal static class JwtAssertion
{
    /// <summary>It is good for so long; Salesforce takes at most a few minutes.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(3);

    /// <summary>Signs one.</summary>
    /// <param name="key">A private RSA key in PEM form.</param>
    /// <param name="named">Where the key is, for a message that does not show it.</param>
    /// <param name="clientId">The app.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="audience">Who is to believe it.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ConnectorException">The key is none; the message does not show it.</exception>
    public static string Sign(string key, string named, string clientId, string user, string audience, DateTimeOffset now)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(key);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new ConnectorException(ConnectorErrorKind.Unauthorized,
                $"{named} is no RSA key in PEM form (-----BEGIN PRIVATE KEY-----), or is encrypted. Name the unencrypted key file "
                + "that belongs to the certificate of the app, in private_key_file.");
        }
        var claims = CallContent.Bytes(json => json.WriteObject(null, () =>
        {
            json.WriteString("iss", clientId);
            json.WriteString("sub", user);
            json.WriteString("aud", audience);
            json.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
        }));
        var signed = $"{Base64Url.EncodeToString("""{"alg":"RS256"}"""u8)}.{Base64Url.EncodeToString(claims.Span)}";
        byte[] signature;
        try
        {
            signature = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            throw new ConnectorException(ConnectorErrorKind.Unauthorized,
                $"{named} cannot sign: it holds only the public part. Name the private key.");
        }
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
