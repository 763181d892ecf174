using Koppel.Connectors.Files;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.Files;

public sealed class FilesTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    ICatalog Open(string path) => new FilesConnector().Open(
        new ConnectionSettings("shop", "files", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["path"] = path }),
        new ConnectorEnvironment { BaseFolder = _folder.Path });

    async Task<string[]> NamesAsync(string path) => [.. (await Open(path).ListAsync()).Select(t => t.Schema.Name)];

    async Task<FileSource?> SourceAsync(string path, string name) =>
        await Open(path).FindAsync(name) is { } table ? Assert.IsType<IFileTable>(table, exactMatch: false).Source : null;

    async Task<string> FaultAsync(string path, string name = "a")
    {
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () => await Open(path).FindAsync(name));
        Assert.Equal(ConnectorErrorKind.File, fault.Kind);
        Assert.Equal("shop", fault.Connection);
        return fault.Message;
    }

    [Theory]
    [InlineData("k.csv", FileFormat.Csv)]
    [InlineData("k.CSV", FileFormat.Csv)]
    [InlineData("k.csv.gz", FileFormat.Csv)]
    [InlineData("k.tsv", FileFormat.Tsv)]
    [InlineData("k.tsv.gz", FileFormat.Tsv)]
    [InlineData("k.parquet", FileFormat.Parquet)]
    [InlineData("k.json", FileFormat.Json)]
    [InlineData("k.json.gz", FileFormat.Json)]
    [InlineData("k.jsonl", FileFormat.Json)]
    [InlineData("k.ndjson", FileFormat.Json)]
    public async Task A_file_is_a_table_named_after_it_without_extension(string file, FileFormat format)
    {
        _folder.Write($"data/{file}");

        var table = Assert.IsType<IFileTable>(Assert.Single(await Open("data").ListAsync()), exactMatch: false);
        Assert.Equal("k", table.Schema.Name);
        Assert.Empty(table.Schema.Columns);
        Assert.Equal(format, table.Source.Format);
        Assert.Equal([_folder[Path.Combine("data", file)]], table.Source.Paths);
        Assert.Equal(table.Source.Paths, (await SourceAsync("data", "K"))!.Paths);
        Assert.Equal(table.Source.Paths, (await SourceAsync("data", file))!.Paths);
    }

    [Fact]
    public async Task Other_files_folders_and_files_that_begin_with_a_dot_are_no_tables()
    {
        foreach (var file in (string[])["a.csv", "b.txt", "c.xlsx", "d", "e.parquet.gz", "f.gz", ".csv", ".g.csv", "onder/h.csv"])
            _folder.Write($"data/{file}");

        Assert.Equal(["a"], await NamesAsync("data"));
        Assert.Null(await SourceAsync("data", "h"));
    }

    [Fact]
    public async Task Two_files_of_one_name_are_addressed_by_their_full_names()
    {
        _folder.Write("data/klanten.csv");
        _folder.Write("data/klanten.parquet");
        _folder.Write("data/orders.csv");

        Assert.Equal(["klanten.csv", "klanten.parquet", "orders"], await NamesAsync("data"));
        Assert.Equal(FileFormat.Parquet, (await SourceAsync("data", "KLANTEN.parquet"))!.Format);
        Assert.Equal(
            "The name 'klanten' stands for 2 files of connection 'shop': klanten.csv, klanten.parquet. Write the file's own name in "
            + "double quotes, such as \"klanten.csv\"@shop.",
            await FaultAsync("data", "klanten"));
    }

    [Fact]
    public async Task Two_files_that_differ_in_case_only_have_no_name()
    {
        _folder.Write("data/a.csv");
        _folder.Write("data/A.csv");
        Needs.Machine(Directory.GetFiles(_folder["data"]).Length > 1, "This file system takes both names for one.");

        Assert.Empty(await NamesAsync("data"));
        Assert.EndsWith("Their names differ in upper and lower case only: rename all but one.", await FaultAsync("data", "A.CSV"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/*.csv", "a,b")]
    [InlineData("data/?.CSV", "a,b")]
    [InlineData("data/a*", "a.csv,a.json")]
    [InlineData("data/*/*.csv", "c,d")]
    [InlineData("data/**/*.csv", "a,b,2025/c.csv,2026/c.csv,d,diep")]
    [InlineData("data/20*/**", "2025/c.csv,2026/c.csv,d,diep")]
    [InlineData("**/diep.*", "diep")]
    [InlineData("data/*.xml", "")]
    public async Task A_pattern_chooses_files(string pattern, string expected)
    {
        foreach (var file in (string[])["a.csv", "b.csv", "a.json", "2025/c.csv", "2026/c.csv", "2026/d.csv", "2026/q1/diep.csv"])
            _folder.Write($"data/{file}");
        if (pattern == "data/*/*.csv") File.Delete(_folder["data/2025/c.csv"]);

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), (await NamesAsync(pattern)).Order());
    }

    [Fact]
    public async Task One_file_is_one_table()
    {
        _folder.Write("data/a.csv");
        _folder.Write("data/b.csv");

        Assert.Equal(["a"], await NamesAsync("data/a.csv"));
        Assert.Equal(["b"], await NamesAsync(_folder["data/b.csv"]));
    }

    [Theory]
    [InlineData("met spatie & 'streep'.csv", "met spatie & 'streep'")]
    [InlineData("punt.in.naam.csv", "punt.in.naam")]
    [InlineData("[1] {x} ~é漢🚀@ac;--.csv", "[1] {x} ~é漢🚀@ac;--")]
    [InlineData("100%.csv", "100%")]
    public async Task A_name_with_odd_characters_works(string file, string name)
    {
        _folder.Write($"de [data] map/{file}");

        Assert.Equal([name], await NamesAsync("de [data] map"));
        Assert.Equal([_folder[Path.Combine("de [data] map", file)]], (await SourceAsync("de [data] map/*.csv", name))!.Paths);
        Assert.Equal([name], await NamesAsync($"de [data] map/{file}"));
    }

    [Fact]
    public async Task A_new_file_appears_and_a_deleted_one_goes_at_the_next_look()
    {
        Directory.CreateDirectory(_folder["data"]);
        await using var catalog = Open("data");
        Assert.Empty(await catalog.ListAsync());

        _folder.Write("data/nieuw.csv");
        Assert.NotNull(await catalog.FindAsync("nieuw"));

        File.Delete(_folder["data/nieuw.csv"]);
        Assert.Null(await catalog.FindAsync("nieuw"));
    }

    [Fact]
    public async Task Any_folders_does_not_follow_a_link_in_a_circle()
    {
        _folder.Write("data/a.csv");
        Directory.CreateSymbolicLink(_folder["data/rond"], _folder["data"]);

        Assert.Equal(["a"], await NamesAsync("data/**/*.csv"));
    }

    [Theory]
    [InlineData("weg")]
    [InlineData("weg.csv")]
    public async Task A_missing_folder_or_file_is_told_with_the_path_as_written(string path) => Assert.Equal(
        $"The path '{path}' of connection 'shop' does not exist: there is no folder or file {_folder[path]}. "
        + "Check the connection's path; a relative path counts from the folder of the configuration.",
        await FaultAsync(path));

    [Fact]
    public async Task A_missing_folder_of_a_pattern_is_told() =>
        Assert.StartsWith($"The folder of path 'weg/*.csv' of connection 'shop' does not exist: {_folder["weg"]}.",
            await FaultAsync("weg/*.csv"), StringComparison.Ordinal);

    [Fact]
    public async Task One_file_of_another_kind_is_refused()
    {
        _folder.Write("klanten.xlsx");
        Assert.Contains("has an extension that Koppel does not read as a table. It reads .csv, .tsv,", await FaultAsync("klanten.xlsx"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_setting_is_declared()
    {
        var connector = new FilesConnector();
        Assert.Equal("files", connector.Type);
        Assert.True(connector.Settings[0] is { Name: "path", Required: true, Kind: SettingKind.Path });
        Assert.Equal(connector.Settings.Skip(1).SkipLast(1), connector.TableSettings);
        Assert.Equal("environment", connector.Settings[^1].Name);
    }
}
