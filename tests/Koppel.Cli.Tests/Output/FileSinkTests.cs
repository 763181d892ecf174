using Koppel.Cli.Faults;
using Koppel.Cli.Sinks;

namespace Koppel.Cli.Tests.Output;

public sealed class FileSinkTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-output-").FullName;
    readonly Capture _capture = new();

    [Fact]
    public async Task A_file_is_replaced_at_the_end()
    {
        var path = Written("old");
        await using (var sink = new FileSink(path, "csv", _capture.Screen))
        {
            await sink.WriteAsync(Results.Rows(["a"], ["1"]));
            Assert.Equal("old", await File.ReadAllTextAsync(path));
            await sink.CompleteAsync();
        }

        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_query_that_failed_leaves_the_old_file_and_no_other(string format)
    {
        var path = Written("old");
        await using (var sink = new FileSink(path, format, _capture.Screen)) await sink.WriteAsync(Results.Rows(["a"], ["1"]));

        Assert.Equal("old", await File.ReadAllTextAsync(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Several_results_are_numbered_files_in_a_format_that_holds_one()
    {
        var path = Path.Combine(_folder, "out.csv");
        await using var sink = new FileSink(path, "csv", _capture.Screen);
        await sink.WriteAsync(Results.Rows(["a"], ["1"]));
        await sink.WriteAsync(Results.Rows(["b"], ["2"]));
        await sink.CompleteAsync();

        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(path));
        Assert.Equal("b\n2\n", await File.ReadAllTextAsync(Path.Combine(_folder, "out-2.csv")));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_by_its_own_name()
    {
        var path = Path.Combine(_folder, "missing", "out.csv");
        var fault = Assert.Throws<UsageException>(() => new FileSink(path, "csv", _capture.Screen));
        Assert.Equal($"--output: '{path}' cannot be written: Could not find a part of the path '{path}'.", fault.Message);
    }

    [Fact]
    public async Task A_file_whose_place_is_taken_meanwhile_is_told_by_its_own_name()
    {
        var path = Path.Combine(_folder, "out.csv");
        await using var sink = new FileSink(path, "csv", _capture.Screen);
        await sink.WriteAsync(Results.Rows(["a"], ["1"]));
        Directory.CreateDirectory(path);
        var fault = await Assert.ThrowsAnyAsync<IOException>(async () => await sink.CompleteAsync());
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_results_share_a_file_of_tables()
    {
        var path = Path.Combine(_folder, "out.txt");
        await using var sink = new FileSink(path, "table", _capture.Screen);
        await sink.WriteAsync(Results.Rows(["a"], ["1"]));
        await sink.WriteAsync(Results.Rows(["b"], ["2"]));
        await sink.CompleteAsync();
        Assert.Equal("a\n-\n1\n\nb\n-\n2\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Without_rows_no_file_is_written_and_that_is_said()
    {
        var path = Path.Combine(_folder, "out.csv");
        await using (var sink = new FileSink(path, "csv", _capture.Screen)) await sink.CompleteAsync();
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal($"No statement gave rows, so {path} was not written.\n", _capture.Error);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_before_anything_runs() => Assert.Contains(
        "cannot be written",
        Assert.Throws<UsageException>(() => new FileSink(Path.Combine(_folder, "no", "out.csv"), "csv", _capture.Screen)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("a.csv", "csv")]
    [InlineData("a.CSV", "csv")]
    [InlineData("a.tsv", "tsv")]
    [InlineData("a.json", "json")]
    [InlineData("a.ndjson", "jsonl")]
    [InlineData("a.md", "markdown")]
    [InlineData("a.xlsx", "xlsx")]
    [InlineData("a.parquet", "parquet")]
    [InlineData("a.txt", "table")]
    public void The_ending_of_a_file_tells_its_format(string path, string format) => Assert.Equal(format, OutputFormat.OfFile(path));

    [Theory]
    [InlineData("a.parqet")]
    [InlineData("a.xls")]
    [InlineData("csv")]
    [InlineData("a.csv.bak")]
    public void An_ending_that_tells_no_format_is_refused_with_those_that_do(string path)
    {
        var told = Assert.Throws<UsageException>(() => OutputFormat.OfFile(path)).Message;
        Assert.StartsWith($"--output: the ending of '{path}' does not tell a format. Use .csv, .tsv,", told, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Written(string text)
    {
        var path = Path.Combine(_folder, "out.dat");
        File.WriteAllText(path, text);
        return path;
    }
}
