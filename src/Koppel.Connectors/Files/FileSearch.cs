using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Files;

/// <summary>Looks for the files of a connection, anew each time, so that new files are found.</summary>
internal sealed class FileSearch(string connection, string path, string baseFolder)
{
    readonly string _fullPath = Path.GetFullPath(path, baseFolder);

    /// <summary>The files that can be tables, in the order of their paths.</summary>
    /// <exception cref="ConnectorException">The folder or file is not there or cannot be read.</exception>
    public IReadOnlyList<FoundFile> Find()
    {
        try
        {
            if (Directory.Exists(_fullPath)) return Find(Glob.AllOf(_fullPath));
            if (File.Exists(_fullPath)) return [One()];
            if (!Glob.IsPattern(path))
                throw Fault(
                    $"The path '{path}' of connection '{connection}' does not exist: there is no folder or file {_fullPath}. "
                    + "Check the connection's path; a relative path counts from the folder of the configuration.");
            return Find(Glob.Parse(_fullPath));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Fault(
                $"The files of path '{path}' of connection '{connection}' cannot be listed ({e.Message}). "
                + "Give the user that runs Koppel the right to read the folder and the folders in it.", e);
        }
    }

    /// <summary>A name that several files could have.</summary>
    public ConnectorException Ambiguous(string name, IReadOnlyList<FoundFile> files, IReadOnlyList<string> usable)
    {
        var paths = string.Join(", ", files.Select(f => f.RelativePath));
        var remedy = usable.Count > 0
            ? $"Write the file's own name in double quotes, such as \"{usable[0]}\"@{connection}."
            : "Their names differ in upper and lower case only: rename all but one.";
        return Fault($"The name '{name}' stands for {files.Count} files of connection '{connection}': {paths}. {remedy}");
    }

    IReadOnlyList<FoundFile> Find(Glob glob)
    {
        if (!Directory.Exists(glob.Folder))
            throw Fault(
                    $"The folder of path '{path}' of connection '{connection}' does not exist: {glob.Folder}. "
                    + "Check the connection's path; a relative path counts from the folder of the configuration.");
        return [
            .. glob.Files()
                .Select(file => (file, kind: FileKind.Of(Path.GetFileName(file))))
                .Where(f => f.kind is not null)
                .Select(
                    f =>
                        new FoundFile(f.file, Path.GetRelativePath(glob.Folder, f.file).Replace(Path.DirectorySeparatorChar, '/'), f.kind!))
                .OrderBy(f => f.RelativePath, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.RelativePath, StringComparer.Ordinal),
        ];
    }

    FoundFile One()
    {
        var name = Path.GetFileName(_fullPath);
        return FileKind.Of(name) is { } kind
            ? new FoundFile(_fullPath, name, kind)
            : throw Fault(
                    $"The file '{path}' of connection '{connection}' has an extension that Koppel does not read as a table. "
                    + $"It reads {FileKind.Known}; for a workbook use type = \"excel\".");
    }

    ConnectorException Fault(string message, Exception? inner = null) =>
        new(ConnectorErrorKind.File, message, inner) { Connection = connection };
}
