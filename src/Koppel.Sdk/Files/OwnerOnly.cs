namespace Koppel.Sdk.Files;

/// <summary>
/// Files and folders that only their owner can read, since what is kept can be personal data. On Windows those of a user's own folders are
/// so of themselves, and nothing is done.
/// </summary>
public static class OwnerOnly
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder where it is missing. One that is there stays as it is.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file. One that is there keeps its rights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How; they are changed.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path, FileStreamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsWindows() && options.Mode is not (FileMode.Open or FileMode.Truncate)) options.UnixCreateMode = Owner;
        return new FileStream(path, options);
    }
}
