using Koppel.Engine.State;
using Koppel.Sdk.Files;

namespace Koppel.Engine.Secrets;

/// <summary>A file that is for its owner's eyes only: read so, and replaced as a whole.</summary>
static class OwnFile
{
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Its content, or null when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Sdk.Connections.ConnectorException">It cannot be read, or others can read it too.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0)
                throw SecretFault.Open(path);
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw SecretFault.Unreadable(path, fault);
        }
    }

    /// <summary>Puts a content in the place of the one before; a power cut leaves the one or the other. One does so at a time.</summary>
    /// <exception cref="Sdk.Connections.ConnectorException">It cannot be written.</exception>
    public static void Replace(string path, byte[] content)
    {
        var beside = path + ".part";
        try
        {
            MakeFolder(path);
            try
            {
                File.Delete(beside); // A process that was killed left it.
                using (var file = StateFile.Open(beside, FileMode.CreateNew, FileShare.None))
                {
                    file.Write(content);
                    file.Flush(flushToDisk: true);
                }
                File.Move(beside, path, overwrite: true);
            }
            finally
            {
                File.Delete(beside); // There is none where it took its place.
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw SecretFault.Unwritable(path, fault);
        }
    }

    /// <summary>Makes the folder of a file where it is missing, for its owner only.</summary>
    public static void MakeFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        OwnerOnly.MakeFolder(folder);
    }
}
