using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Watching;

namespace Koppel.EndToEnd.Tests;

/// <summary>Who wants to know what Koppel does can see it, and sees no secret.</summary>
public sealed class WatchingTests
{
    const string Load = "insert into ContactTagsByEmail@ac select email, 'Watched' from contacts@ac limit 3";

    [Fact]
    public async Task A_trace_has_each_statement_with_its_scans_its_load_and_their_calls_and_no_secret()
    {
        await using var sandbox = await Sandbox.StartAsync(20, timeScale: 100);
        var trace = Path.Combine(sandbox.Folder, "trace.jsonl");
        var run = await sandbox.ProcessAsync("query", Load, "--trace", trace);
        Assert.True(run.ExitCode == 0, run.Error);

        var text = await File.ReadAllTextAsync(trace, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(sandbox.Server.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("@example", text, StringComparison.Ordinal);
        var lines = text.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var spans = lines.Where(l => Text(l, "kind") == "span").ToDictionary(l => Text(l, "span")!);
        var statement = Assert.Single(spans.Values, s => Text(s, "name") == "statement");
        Assert.Null(Text(statement, "parent"));
        Assert.All(spans.Values.Where(s => Text(s, "name") is "scan" or "load"),
            s => Assert.Equal(Text(statement, "span"), Text(s, "parent")));
        Assert.Equal("ContactTagsByEmail@ac", Tag(Assert.Single(spans.Values, s => Text(s, "name") == "load"), "koppel.table"));
        var calls = spans.Values.Where(s => Text(s, "name") == "call").ToList();
        Assert.All(calls, c => Assert.True(spans.ContainsKey(Text(c, "parent")!)));
        Assert.Contains(
            calls, c => Tag(c, "koppel.route") == "POST /api/3/import/bulk_import" && Tag(c, "http.response.status_code") == "200"
            && Text(spans[Text(c, "parent")!], "name") == "load");
        Assert.Contains(lines, l => Text(l, "name") == "LoadEnded"
            && Text(l, "text") == "ContactTagsByEmail@ac: 3 rows changed, 0 unchanged, 0 rejected, 0 not sent");
    }

    [Fact]
    public async Task Verbose_tells_decisions_and_calls_on_stderr_and_rows_stay_on_stdout()
    {
        await using var sandbox = await Sandbox.StartAsync(20, timeScale: 100);
        var run = await sandbox.RunAsync("query", "select email from contacts@ac where id = 1", "--verbose", "--format", "csv");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(2, run.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d{3} statement 1: query$", run.Error);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d{3} GET /api/3/contacts\S* answered 200 in \d+ ms, attempt 1$", run.Error);
    }

    [Fact]
    public async Task A_trace_that_cannot_be_written_is_told_before_anything_is_done()
    {
        var run = await Koppel.RunAsync("query", "select 1", "--trace", "/nowhere/trace.jsonl");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--trace: /nowhere/trace.jsonl cannot be written: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_with_the_engine_in_it_can_count_calls_and_rows()
    {
        var counted = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == Telemetry.Name)
                self.EnableMeasurementEvents(instrument); },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument.Name, 1, tags));
        listener.Start();
        await using var sandbox = await Sandbox.StartAsync(20, timeScale: 100);
        var read = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors, WorkingFolder = sandbox.Folder,
            Connect = [sandbox.Connect.Replace("ac=", "counted=", StringComparison.Ordinal)],
        });
        await using (var session = Session.Open(
            new EngineOptions { Connectors = All.Connectors, Connections = read.Connections, BaseFolder = sandbox.Folder }))
            Assert.IsType<LoadResult>(await session.ExecuteAsync(Load.Replace("@ac", "@counted", StringComparison.Ordinal)).LastAsync(
                TestContext.Current.CancellationToken));

        Assert.Equal(3, counted["koppel.rows.loaded ContactTagsByEmail@counted changed"]);
        Assert.True(counted["koppel.rows.read contacts@counted"] >= 3);
        Assert.True(counted.Keys.Count(k => k.StartsWith("koppel.call.duration counted ", StringComparison.Ordinal)) >= 2);

        void Count(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags) name += $" {tag.Value}";
            if (name.Contains("counted", StringComparison.Ordinal)) counted.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
    }

    static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    static string? Tag(JsonElement span, string name) => span.GetProperty("tags").GetProperty(name).GetString();
}
