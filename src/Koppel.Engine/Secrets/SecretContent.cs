using System.Text.Json;

namespace Koppel.Engine.Secrets;

/// <summary>What stands in the file of secrets: names and dates in clear, values sealed.</summary>
/// <param name="Version">The form of the file.</param>
/// <param name="Key">What kind of key the values are sealed under: <see cref="OfKey"/>, <see cref="OfPassphrase"/> or
/// <see cref="OfSystem"/>.</param>
/// <param name="Iterations">How often a passphrase is hashed; 0 under a key.</param>
/// <param name="Salt">Random: the same key or passphrase opens nothing of another file.</param>
/// <param name="Check">A sealed text that everybody knows: a key that opens it is the right one.</param>
/// <param name="Secrets">The secrets by name.</param>
sealed record SecretContent(
    int Version, string Key, int Iterations, byte[] Salt, byte[] Check, SortedDictionary<string, SealedSecret> Secrets)
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int Current = 1;

    /// <summary>Sealed under a key of random bytes.</summary>
    public const string OfKey = "key";

    /// <summary>Sealed under a passphrase.</summary>
    public const string OfPassphrase = "passphrase";

    /// <summary>Sealed under a key of random bytes that the system's key store has.</summary>
    public const string OfSystem = "system";

    /// <summary>The most work that a file can ask for: one that asks for more is no file of ours.</summary>
    const int MostIterations = 20_000_000;

    static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static SecretContent Read(byte[] text)
    {
        try
        {
            var content = JsonSerializer.Deserialize<SecretContent>(text, Form) ?? throw new InvalidDataException("it is empty");
            if (content.Version != Current)
                throw new InvalidDataException($"its form is {content.Version}, and this program knows {Current}");
            if (content.Key is not (OfKey or OfPassphrase or OfSystem) || content.Salt.Length < 16
                || content.Secrets.ContainsValue(null!) || (content.Key == OfPassphrase && content.Iterations is < 1 or > MostIterations))
                throw new InvalidDataException("it does not say under which key it is");
            return content with { Secrets = new SortedDictionary<string, SealedSecret>(content.Secrets, StringComparer.Ordinal) };
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("it is not the JSON that was written", fault);
        }
    }

    /// <summary>The file's content.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Form), (byte)'\n'];
}

/// <summary>A secret as it is kept.</summary>
/// <param name="Changed">When it was stored.</param>
/// <param name="Value">The nonce, the encrypted value and the tag.</param>
sealed record SealedSecret(DateTimeOffset Changed, byte[] Value);
