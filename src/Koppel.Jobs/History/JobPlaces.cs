using Koppel.Engine.State;
using Koppel.Sdk.Files;

namespace Koppel.Jobs.History;

/// <summary>The files of the state folder that jobs have. They are for their owner's eyes only.</summary>
internal static class JobPlaces
{
    /// <summary>The path of a file; its folder is made when it is not there.</summary>
    public static string Of(string stateFolder, string name)
    {
        StateFolder.Make(stateFolder);
        return Path.Combine(stateFolder, name);
    }

    /// <summary>Opens a file, which is made when it is not there.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        return OwnerOnly.Open(path, options);
    }
}
