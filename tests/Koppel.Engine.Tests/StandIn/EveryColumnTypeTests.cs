using System.Text.Json.Nodes;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.StandIn;

/// <summary>A declared column can be of every type; its values go out and come back as they are.</summary>
public sealed class EveryColumnTypeTests : IAsyncLifetime
{
    static readonly string Names = string.Join(", ", StandInValues.Types.Select(t => t.Name));

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-types-").FullName;
    StandInServer _server = null!;
    Session _session = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StandInServer.StartAsync();
        _session = Session.Open(new EngineOptions
        {
            Connectors = [new StandInConnector()],
            Connections =
            [
                new ConnectionSettings(
                    "s", "standin", new Dictionary<string, string> { ["secret"] = StandInServer.Secret, ["url"] = _server.Url }),
            ],
            BaseFolder = _folder,
            StateFolder = _folder,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void There_is_a_column_of_every_kind() =>
        Assert.Equal(Enum.GetValues<ColumnKind>(), StandInValues.Types.Select(t => t.Type.Kind).Distinct().Order());

    [Fact]
    public async Task Values_are_written_as_json_and_come_back_as_they_were()
    {
        Assert.Equal("2 read, 2 changed", await LoadAsync(
            $"insert into measures@s (name, {Names}) select 'one', {StandInValues.Select(false)} "
            + $"union all select 'other', {StandInValues.Select(true)}"));

        foreach (var (name, type, one, other) in StandInValues.Types)
        {
            Assert.Equal($"{name}: {Json(one.Json)}, {Json(other.Json)}", $"{name}: {Sent("one", name)}, {Sent("other", name)}");
            Assert.Equal(SqlName(type), (await RowsAsync($"select typeof({name}) from measures@s limit 1")).Single()[0]);
            foreach (var (row, sql) in new[] { ("one", one.Sql), ("other", other.Sql) })
                Assert.Equal((name, 1), (name, (await RowsAsync(
                    $"select 1 from measures@s where name = '{row}' and {name} is not distinct from cast({sql} as {type})")).Count));
        }
    }

    [Fact]
    public async Task What_an_update_replaced_is_put_back_by_undo()
    {
        await LoadAsync($"insert into measures@s (name, {Names}) select 'one', {StandInValues.Select(false)}");
        var before = _server.Measures.Single().Value.ToJsonString();
        var set = string.Join(", ", StandInValues.Types.Select(t => $"{t.Name} = cast({t.Other.Sql} as {t.Type})"));

        Assert.Equal("1 read, 1 changed", await LoadAsync($"update measures@s set {set} where name = 'one'"));
        Assert.Equal("1 read, 0 changed", await LoadAsync($"update measures@s set {set} where name = 'one'"));
        foreach (var (name, _, _, other) in StandInValues.Types) Assert.Equal(
            $"{name}: {Json(other.Json)}", $"{name}: {Sent("one", name)}");

        Assert.Equal("1 read, 1 changed", await LoadAsync(await _session.UndoScriptAsync(2)));
        Assert.Equal(before, _server.Measures.Single().Value.ToJsonString());
    }

    [Theory]
    [InlineData("tiny", "128", "holds a whole number from -128 to 127"), InlineData("utiny", "-1", "holds a whole number from 0 to 255")]
    [InlineData("whole", "2147483648", "holds a whole number of at most 9 digits"), InlineData("small", "1.5", "holds a whole number from")]
    [InlineData("ubig", "18446744073709551616", "from 0 on"), InlineData("huge", "0.5", "holds a whole number of at most 38 digits")]
    [InlineData("u", "'x'", "holds a UUID such as"), InlineData("cents", "100", "with at most 2 digits before its point")]
    [InlineData("f", "'NaN'", "holds a number such as 12.5"), InlineData("span", "'soon'", "holds a span of time such as")]
    public async Task What_does_not_fit_is_rejected_with_a_sentence_and_the_other_rows_are_loaded(string column, string value, string says)
    {
        var report = await ReportAsync(
            $"insert into measures@s (name, {column}) select n, v from (values ('bad', {value}), ('none', null)) t(n, v)");

        Assert.Equal((2, 1, 1), (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Rejects.Count));
        Assert.Contains(says, report.Outcome.Rejects.First.Single().Reason, StringComparison.Ordinal);
        Assert.Equal("none", (string?)Assert.Single(_server.Measures).Value["name"]);
    }

    [Theory]
    [InlineData("tiny", "128"), InlineData("uhuge", "-1"), InlineData("cents", "100"), InlineData("u", "\"x\""), InlineData("b", "\"?\"")]
    public async Task What_a_system_gives_that_is_no_value_of_the_type_is_told(string column, string json)
    {
        _server.Measures["v"] = JsonNode.Parse($$"""{"id":"v","name":"n","{{column}}":{{json}}}""")!.AsObject();

        var failed = Assert.IsType<FailedResult>((await _session.ExecuteAsync($"select {column} from measures@s").ToListAsync())[^1]);

        var type = SqlName(StandInValues.Types.Single(t => t.Name == column).Type);
        Assert.StartsWith($"The answer to GET /v1/measures gives '{column}' as {json}, which is no {type}.", failed.Fault.Message,
            StringComparison.Ordinal);
    }

    static string SqlName(ColumnType type) => type.Kind == ColumnKind.TimestampTz ? "TIMESTAMP WITH TIME ZONE" : type.ToString();

    static string Json(string json) => JsonNode.Parse(json)!.ToJsonString();

    string Sent(string row, string column) =>
        _server.Measures.Values.Single(m => (string?)m["name"] == row)[column] is { } value ? value.ToJsonString() : "nothing";

    async Task<List<object?[]>> RowsAsync(string sql)
    {
        var result = (await _session.ExecuteAsync(sql).ToListAsync())[^1];
        if (result is FailedResult failed) throw failed.Fault;
        return await Assert.IsType<RowsResult>(result).Rows.ToListAsync();
    }

    async Task<string> LoadAsync(string sql)
    {
        var report = await ReportAsync(sql);
        Assert.Empty(report.Outcome.Rejects.First.Select(r => r.Reason));
        return $"{report.Outcome.Read} read, {report.Outcome.Changed} changed";
    }

    async Task<LoadReport> ReportAsync(string sql)
    {
        var result = (await _session.ExecuteAsync(sql).ToListAsync())[^1];
        if (result is FailedResult failed) throw failed.Fault;
        return Assert.IsType<LoadResult>(result).Report;
    }
}
