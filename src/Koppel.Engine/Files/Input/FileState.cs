using Koppel.Sdk.Connections;

namespace Koppel.Engine.Files.Input;

/// <summary>A file as it was at a moment, to see later whether it is still the same.</summary>
/// <param name="Path">The file.</param>
/// <param name="Identity">By what it is known again.</param>
/// <param name="Hash">The hash of its ends.</param>
internal sealed record FileState(string Path, FileIdentity Identity, string Hash)
{
    /// <summary>The file as it is now.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileState Of(string path) => new(path, FileIdentity.Of(path), FileIdentity.HashOf(path));

    /// <summary>The file is still the same.</summary>
    public bool IsSame()
    {
        try
        {
            return FileIdentity.Of(Path) == Identity && FileIdentity.HashOf(Path) == Hash;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Holds that the file is still the same.</summary>
    /// <exception cref="ConnectorException">Somebody else changed it.</exception>
    public void Verify()
    {
        if (!IsSame()) throw FileFault.Changed(Path);
    }
}
