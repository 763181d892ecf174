using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Signs assertions as an app does.</summary>
static class Jwt
{
    public static string Sign(string pem, string issuer, string subject, string audience, DateTimeOffset expires)
    {
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        var header = Part(new { alg = "RS256" });
        var claims = Part(new { iss = issuer, sub = subject, aud = audience, exp = expires.ToUnixTimeSeconds() });
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
