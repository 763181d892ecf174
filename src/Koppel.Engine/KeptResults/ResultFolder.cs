using System.Globalization;
using Koppel.Engine.State;
using Koppel.Sdk.Files;

namespace Koppel.Engine.KeptResults;

/// <summary>
/// The folder of one program for results that do not fit into memory. A lock beside it tells that the program runs: what another left
/// behind when it was killed is removed, and what another uses is not.
/// </summary>
internal sealed class ResultFolder : IDisposable
{
    const string Lock = ".lock";

    readonly FileStream _lock;

    ResultFolder(string path, FileStream mark) => (Path, _lock) = (path, mark);

    /// <summary>Where the results go; it is there once something was written.</summary>
    public string Path { get; }

    /// <summary>Takes a folder of its own, and removes those that nobody uses any more.</summary>
    /// <param name="parent">The folder of all programs; null for one among temporary files.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static ResultFolder Take(string? parent)
    {
        parent ??= System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"koppel-results-{Environment.UserName}");
        OwnerOnly.MakeFolder(parent);
        foreach (var old in Directory.GetDirectories(parent)) Remove(old);
        while (true)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
            var path = System.IO.Path.Combine(parent, name);
            // The lock first: a folder without one belongs to nobody.
            if (TryLock(path) is not { } mark) continue;
            OwnerOnly.MakeFolder(path);
            return new ResultFolder(path, mark);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
        File.Delete(Path + Lock);
    }

    static void Remove(string folder)
    {
        if (TryLock(folder) is not { } mark) return;
        using (mark)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        File.Delete(folder + Lock);
    }

    static FileStream? TryLock(string folder)
    {
        try
        {
            return StateFile.Open(folder + Lock, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException fault) when (RunLock.IsHeldByAnother(fault))
        {
            return null;
        }
    }
}
