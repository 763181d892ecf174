using Koppel.Sdk.Files;

namespace Koppel.Engine.State;

/// <summary>The folder in which Koppel keeps what it did.</summary>
public static class StateFolder
{
    /// <summary>Makes it where it is missing, for its owner only, and so that nobody commits it by mistake.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string folder)
    {
        if (Directory.Exists(folder)) return;
        OwnerOnly.MakeFolder(folder);
        // Only in a folder of our own: in another it would hide its owner's files.
        using var ignore = StateFile.Open(Path.Combine(folder, ".gitignore"), FileMode.OpenOrCreate, FileShare.ReadWrite);
        ignore.Write("*\n"u8);
    }
}
