using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Koppel.Engine.Secrets;

/// <summary>
/// Seals values with AES-256 in GCM, each with a nonce of its own. What a value belongs to is bound in: sealed as one secret, it cannot be
/// opened as another, nor in another file.
/// </summary>
sealed class SealingKey
{
    const int KeyBytes = 32;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    const string Known = "koppel";

    readonly byte[] _key;
    readonly string _file;

    SealingKey(byte[] key, byte[] salt) => (_key, _file) = (key, Convert.ToBase64String(salt));

    /// <summary>From a key of random bytes.</summary>
    public static SealingKey OfKey(byte[] key, byte[] salt) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, salt, Encoding.UTF8.GetBytes("koppel secrets")), salt);

    /// <summary>From a passphrase, by PBKDF2 with SHA-256.</summary>
    public static SealingKey OfPassphrase(string passphrase, byte[] salt, int iterations) => new(
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase.Normalize()), salt, iterations, HashAlgorithmName.SHA256, KeyBytes), salt);

    /// <summary>A sealed text by which the key is known again.</summary>
    public byte[] Check() => Seal(Encoding.UTF8.GetBytes(Known), Belonging("", default));

    /// <summary>Whether a text was sealed under this key.</summary>
    public bool IsOf(byte[] check)
    {
        try
        {
            return Encoding.UTF8.GetString(Open(check, Belonging("", default))) == Known;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Seals a secret.</summary>
    public SealedSecret Seal(string name, string value, DateTimeOffset changed) =>
        new(changed, Seal(Encoding.UTF8.GetBytes(value), Belonging(name, changed)));

    /// <summary>Opens a secret.</summary>
    /// <exception cref="CryptographicException">It is not what was sealed under that name.</exception>
    public string Open(string name, SealedSecret secret) =>
        Encoding.UTF8.GetString(Open(secret.Value, Belonging(name, secret.Changed)));

    byte[] Belonging(string name, DateTimeOffset changed) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"koppel secrets {SecretContent.Current}\n{_file}\n{name}\n{changed:O}"));

    byte[] Seal(byte[] value, byte[] belonging)
    {
        var whole = new byte[NonceBytes + value.Length + TagBytes];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(whole.AsSpan(0, NonceBytes), value, whole.AsSpan(NonceBytes, value.Length), whole.AsSpan(^TagBytes), belonging);
        return whole;
    }

    byte[] Open(byte[] whole, byte[] belonging)
    {
        if (whole.Length < NonceBytes + TagBytes) throw new CryptographicException("It is too short.");
        var value = new byte[whole.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, value.Length), whole.AsSpan(^TagBytes), value, belonging);
        return value;
    }
}
