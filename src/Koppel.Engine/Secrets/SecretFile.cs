using System.Security.Cryptography;
using System.Text;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Secrets;

/// <summary>
/// The user's secrets in a file, each encrypted. It is read anew for each, and replaced as a whole, so that processes see what others
/// stored. Nobody is asked for a key before a secret is needed. Safe to use from many threads and processes.
/// </summary>
/// <param name="options">Where it is, and where the key comes from.</param>
public sealed class SecretFile(SecretOptions options) : ISecretStore
{
    /// <summary>The longest secret, in letters: a key file is far shorter.</summary>
    public const int Longest = 65_536;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Lock _lock = new();
    readonly KeySource _keys = new(options);

    /// <summary>The file.</summary>
    public string Path => options.File;

    /// <summary>The names of the secrets in their order, each with the moment when it was stored. That needs no key.</summary>
    /// <exception cref="ConnectorException">The file cannot be read.</exception>
    public IReadOnlyDictionary<string, DateTimeOffset> List() =>
        Read()?.Secrets.ToDictionary(s => s.Key, s => s.Value.Changed) ?? [];

    /// <inheritdoc/>
    public string? Find(string name)
    {
        lock (_lock)
        {
            if (Read() is not { } content || !content.Secrets.TryGetValue(name, out var secret)) return null;
            var key = _keys.Of(content);
            try
            {
                return key.Open(name, secret);
            }
            catch (CryptographicException fault)
            {
                throw SecretFault.DamagedSecret(Path, name, fault);
            }
        }
    }

    /// <inheritdoc/>
    public void Store(string name, string value)
    {
        CheckName(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        lock (_lock)
        {
            // Who is asked for a passphrase may take a while; nobody else waits meanwhile.
            SecretContent? begun = null;
            if (Read() is { } there) _keys.Of(there);
            else begun = _keys.Begin();
            using var turn = Hold(Path + ".lock");
            var content = Read() ?? begun ?? _keys.Begin();
            content.Secrets[name] = _keys.Of(content).Seal(name, value, options.Time.GetUtcNow());
            OwnFile.Replace(Path, content.Write());
        }
    }

    /// <summary>
    /// Stores a secret as <see cref="Store"/> does. Where there is no file yet and no key is given either, a new key is made, which the
    /// system's own key store has.
    /// </summary>
    /// <exception cref="ConnectorException">It cannot be stored; the message says what to do.</exception>
    public void StoreWithAnyKey(string name, string value)
    {
        lock (_lock)
        {
            if (Read() is null && !_keys.IsGiven) BeginInSystem();
            Store(name, value);
        }
    }

    /// <summary>Nobody is asked for a passphrase any more: a program that serves a page has no terminal to itself.</summary>
    public void StopAsking() => _keys.StopAsking();

    /// <summary>Removes a secret; false when there is none of that name. That needs no key.</summary>
    /// <exception cref="ConnectorException">The file cannot be read or written.</exception>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            if (Read() is null) return false;
            using var turn = Hold(Path + ".lock");
            if (Read() is not { } content || !content.Secrets.Remove(name)) return false;
            OwnFile.Replace(Path, content.Write());
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IDisposable> HoldAsync(string name, CancellationToken cancellationToken = default)
    {
        CheckName(name);
        while (true)
        {
            if (TryHold($"{Path}.{name}.lock") is { } held) return held;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Begins a file whose key is in the system's own key store; gives what that is called.</summary>
    /// <exception cref="ConnectorException">There is a file already, or the system's key store cannot be used here.</exception>
    public string BeginInSystem()
    {
        lock (_lock)
        {
            using var turn = Hold(Path + ".lock");
            if (Read() is not null) throw SecretFault.HasKey(Path);
            OwnFile.Replace(Path, _keys.BeginInSystem().Write());
            return SystemKeys.Name;
        }
    }

    /// <summary>Writes a new key into a file of its own, which must not be there yet.</summary>
    /// <exception cref="ConnectorException">It cannot be written.</exception>
    public static void WriteNewKey(string path)
    {
        try
        {
            OwnFile.MakeFolder(path);
            using var file = StateFile.Open(path, FileMode.CreateNew, FileShare.None);
            file.Write(Encoding.UTF8.GetBytes(KeySource.New() + "\n"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw SecretFault.Unwritable(path, fault);
        }
    }

    static void CheckName(string name)
    {
        // It becomes a part of a file's name.
        if (!SecretName.IsValid(name)) throw new ArgumentException($"'{name}' cannot be a secret's name.", nameof(name));
    }

    SecretContent? Read()
    {
        try
        {
            return OwnFile.Read(Path) is { } text ? SecretContent.Read(text) : null;
        }
        catch (InvalidDataException fault)
        {
            throw SecretFault.Damaged(Path, fault);
        }
    }

    FileStream Hold(string path)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            if (TryHold(path) is { } held) return held;
            Thread.Sleep(Pause);
        }
        throw SecretFault.Held(Path);
    }

    FileStream? TryHold(string path)
    {
        try
        {
            OwnFile.MakeFolder(path);
            return StateFile.Open(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException fault) when (RunLock.IsHeldByAnother(fault))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SecretFault.Unwritable(Path, fault);
        }
    }
}
