using System.IO.Compression;
using System.Text;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>A file of text as a table of a connection <c>ac</c>, read by a session of its own.</summary>
sealed class TextTable : IAsyncDisposable
{
    readonly FileTable _file;

    TextTable(FileTable file, string? stateFolder)
    {
        _file = file;
        Session = stateFolder is null ? TestDatabase.Of(file) : TestDatabase.Recording(stateFolder, file);
    }

    public TestDatabase Session { get; }

    public string Path => _file.Source.Paths[0];

    /// <summary>A table <c>t@ac</c> over these bytes.</summary>
    public static TextTable Of(byte[] content, TextFileSettings? settings = null, string name = "t.csv", string? stateFolder = null)
    {
        var source = new FileTable("t", name.Contains(".tsv", StringComparison.Ordinal) ? FileFormat.Tsv : FileFormat.Csv, "", name);
        File.WriteAllBytes(source.Source.Paths[0], content);
        source.Source = source.Source with { Text = settings ?? new() };
        return new TextTable(source, stateFolder);
    }

    /// <summary>A table <c>t@ac</c> over this text in UTF-8.</summary>
    public static TextTable Of(string content, TextFileSettings? settings = null, string name = "t.csv") =>
        Of(Encoding.UTF8.GetBytes(content), settings, name);

    public static byte[] Packed(string content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(Encoding.UTF8.GetBytes(content));
        return packed.ToArray();
    }

    /// <summary>Columns with types, then the rows, a line each.</summary>
    public async Task<string> ReadAsync()
    {
        var types = (await Session.Database.DescribeAsync("t@ac")).Columns.Select(c => $"{c.Name} {c.Type}");
        return $"{string.Join(", ", types)}\n{await Session.TextAsync("select * from t@ac")}";
    }

    /// <summary>All cells as text, with the headings as the first row.</summary>
    public async Task<List<string?[]>> CellsAsync()
    {
        var results = await Session.RunAsync("select columns(*)::varchar from t@ac");
        if (results[^1].Of is FailedResult failed) throw failed.Fault;
        var rows = (RowsResult)results[^1].Of;
        return [[.. rows.Columns.Select(c => c.Name)], .. results[^1].Rows.Select(r => Array.ConvertAll(r, v => (string?)v))];
    }

    /// <summary>What is said of a statement that reads it.</summary>
    public async Task<(IReadOnlyList<string> Notes, long LeftOut)> SaidAsync(string sql = "select * from t@ac")
    {
        var rows = (RowsResult)(await Session.RunAsync(sql))[^1].Of;
        return ([.. rows.Notes().Select(n => n.Text)], rows.LeftOut);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _file.Dispose();
    }
}
