using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A table that is a file, which lives as long as the table.</summary>
sealed class FileTable : IFileTable, IDisposable
{
    readonly string _path;

    public FileTable(string table, FileFormat format, string text, string? file = null)
    {
        Folder = Directory.CreateTempSubdirectory("koppel-tests-").FullName;
        _path = Path.Combine(Folder, file ?? table);
        File.WriteAllText(_path, text);
        Schema = new TableSchema(table, []);
        Source = new FileSource(format, [_path]);
    }

    public TableSchema Schema { get; }

    public FileSource Source { get; set; }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, true);
}
