using System.Security.Cryptography;

namespace Koppel.Sandbox.Salesforce.SignIn;

/// <summary>The key by which the app signs its assertions; the org has the public half. Made when it is first asked for.</summary>
internal sealed class AppKey : IDisposable
{
    readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    /// <summary>The private half as PEM, which a client gets.</summary>
    public string PrivatePem => _key.Value.ExportPkcs8PrivateKeyPem();

    /// <summary>Whether a signature (RS256) is the app's.</summary>
    public bool IsSignedBy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        _key.Value.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose()
    {
        if (_key.IsValueCreated) _key.Value.Dispose();
    }
}
