namespace Koppel.Jobs.History;

/// <summary>The files of the state folder that jobs have. They are for their owner's eyes only.</summary>
internal static class JobPlaces
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The path of a file; its folder is made when it is not there.</summary>
    public static string Of(string stateFolder, string name)
    {
        if (!Directory.Exists(stateFolder))
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(stateFolder);
            else Directory.CreateDirectory(stateFolder, Owner | UnixFileMode.UserExecute);
            File.WriteAllText(Path.Combine(stateFolder, ".gitignore"), "*\n");
        }
        return Path.Combine(stateFolder, name);
    }

    /// <summary>Opens a file, which is made when it is not there.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        return new FileStream(path, options);
    }
}
