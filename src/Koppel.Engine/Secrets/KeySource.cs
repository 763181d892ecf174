using System.Security.Cryptography;
using System.Text;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Secrets;

/// <summary>
/// Finds the key to the file of secrets: a variable, a file that a variable names, a passphrase of a variable or of a person. A person is
/// asked once in the life of a process.
/// </summary>
sealed class KeySource(SecretOptions options)
{
    /// <summary>
    /// How often a passphrase is hashed in new files. Source: OWASP's cheat sheet on password storage, for PBKDF2 with SHA-256.
    /// </summary>
    const int Iterations = 600_000;

    const int SaltBytes = 16;
    const int KeyBytes = 32;
    const int LeastLetters = 8;
    const int Tries = 3;

    SealingKey? _known;
    ConnectorException? _refused;
    volatile bool _asksNobody;

    /// <summary>Whether a key or a passphrase is given, or there is a person who can be asked for one.</summary>
    public bool IsGiven => Ask is not null
        || ((string[])[SecretOptions.KeyVariable, SecretOptions.KeyFileVariable, SecretOptions.PassphraseVariable])
            .Any(v => Variable(v) is not null);

    Func<string, string?>? Ask => _asksNobody ? null : options.Ask;

    /// <summary>Nobody is asked any more.</summary>
    public void StopAsking() => _asksNobody = true;

    /// <summary>A new key of random bytes, as it is written down.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The key to a file that is there.</summary>
    /// <exception cref="ConnectorException">There is none, or it is another.</exception>
    public SealingKey Of(SecretContent content)
    {
        if (_refused is { } refused) throw refused;
        if (_known is { } known && known.IsOf(content.Check)) return known;
        return _known = content.Key == SecretContent.OfPassphrase ? Passed(content) : Keyed(content);
    }

    /// <summary>A file without secrets, under the key or passphrase that is given or asked for.</summary>
    public SecretContent Begin()
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Given() is { } key ? Empty(SecretContent.OfKey, salt, SealingKey.OfKey(key.Bytes, salt))
            : Empty(SecretContent.OfPassphrase, salt, SealingKey.OfPassphrase(NewPassphrase(), salt, Iterations));
    }

    /// <summary>A file without secrets, under a new key that the system's key store has.</summary>
    public SecretContent BeginInSystem()
    {
        var (salt, key) = (RandomNumberGenerator.GetBytes(SaltBytes), New());
        SystemKeys.Store(options.File, key);
        return Empty(SecretContent.OfSystem, salt, SealingKey.OfKey(Convert.FromBase64String(key), salt));
    }

    SecretContent Empty(string kind, byte[] salt, SealingKey key)
    {
        _known = key;
        return new SecretContent(SecretContent.Current, kind, kind == SecretContent.OfPassphrase ? Iterations : 0, salt, key.Check(),
            new SortedDictionary<string, SealedSecret>(StringComparer.Ordinal));
    }

    SealingKey Keyed(SecretContent content)
    {
        var (source, bytes) = Given() ?? (content.Key == SecretContent.OfSystem ? OfSystem() : throw SecretFault.KeyMissing(options.File));
        var key = SealingKey.OfKey(bytes, content.Salt);
        return key.IsOf(content.Check) ? key : throw SecretFault.WrongKey(options.File, source);
    }

    SealingKey Passed(SecretContent content)
    {
        if (Variable(SecretOptions.PassphraseVariable) is { } given)
            return Opened(given, content) ?? throw SecretFault.WrongPassphrase(options.File);
        if (Ask is not { } ask) throw SecretFault.PassphraseMissing(options.File);
        for (var tried = 0; tried < Tries; tried++)
        {
            if (ask(tried == 0 ? "Passphrase of your secrets: " : "That is not it. Passphrase of your secrets: ") is not { } answer) break;
            if (Opened(answer, content) is { } key) return key;
        }
        throw _refused = SecretFault.WrongPassphrase(options.File);
    }

    static SealingKey? Opened(string passphrase, SecretContent content)
    {
        var key = SealingKey.OfPassphrase(passphrase, content.Salt, content.Iterations);
        return key.IsOf(content.Check) ? key : null;
    }

    string NewPassphrase()
    {
        if (Variable(SecretOptions.PassphraseVariable) is { } given)
            return given.Length >= LeastLetters ? given : throw SecretFault.ShortPassphrase(LeastLetters);
        if (Ask is not { } ask) throw SecretFault.NoKey(options.File);
        var first = ask("A passphrase for your secrets, which nobody can find again: ") ?? throw SecretFault.Unanswered();
        if (first.Length < LeastLetters) throw SecretFault.ShortPassphrase(LeastLetters);
        return ask("Once more: ") == first ? first : throw SecretFault.OtherPassphrase();
    }

    (string Source, byte[] Bytes)? Given()
    {
        if (Variable(SecretOptions.KeyVariable) is { } key) return (SecretOptions.KeyVariable, Decoded(key, SecretOptions.KeyVariable));
        if (Variable(SecretOptions.KeyFileVariable) is not { } file) return null;
        var content = OwnFile.Read(file) ?? throw SecretFault.NoKeyFile(file);
        return (file, Decoded(Encoding.UTF8.GetString(content), file));
    }

    (string Source, byte[] Bytes) OfSystem() => SystemKeys.Find(options.File) is { } key ? (SystemKeys.Name, Decoded(key, SystemKeys.Name))
        : throw SecretFault.NotInSystem(options.File, SystemKeys.Name);

    static byte[] Decoded(string text, string source)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length >= KeyBytes
            ? bytes[..length] : throw SecretFault.NoSuchKey(source);
    }

    string? Variable(string name) => options.Environment(name) is { Length: > 0 } value ? value : null;
}
