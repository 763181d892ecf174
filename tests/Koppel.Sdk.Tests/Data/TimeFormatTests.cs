using System.Text.Json;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;
using static Koppel.Sdk.Tests.Testing.StubServer;

namespace Koppel.Sdk.Tests.Data;

/// <summary>The ways in which APIs write times, read, sent and asked by.</summary>
public sealed class TimeFormatTests
{
    static readonly TimeZoneInfo TwoAhead = TimeZoneInfo.CreateCustomTimeZone("ahead", TimeSpan.FromHours(2), null, null);

    public static TheoryData<string, string, string, string> Formats => new()
    {
        { "iso", "\"2026-01-31T12:00:00+02:00\"", "2026-01-31 10:00:00+00:00", "\"2026-01-31T10:00:00+00:00\"" },
        { "iso", "\"2026-01-31T10:00:00.5Z\"", "2026-01-31 10:00:00.5+00:00", "\"2026-01-31T10:00:00.5+00:00\"" },
        { "iso", "\"2026-01-31 10:00:00\"", "2026-01-31 10:00:00+00:00", "\"2026-01-31T10:00:00+00:00\"" },
        { "seconds", "1769853600", "2026-01-31 10:00:00+00:00", "1769853600" },
        { "seconds", "\"1769853600.25\"", "2026-01-31 10:00:00.25+00:00", "1769853600" },
        { "seconds", "-1", "1969-12-31 23:59:59+00:00", "-1" },
        { "milliseconds", "1769853600250", "2026-01-31 10:00:00.25+00:00", "1769853600250" },
        { "zone", "\"2026-01-31 12:00:00\"", "2026-01-31 10:00:00+00:00", "\"2026-01-31 12:00:00\"" },
        { "zone", "\"2026-01-31T10:00:00Z\"", "2026-01-31 10:00:00+00:00", "\"2026-01-31 12:00:00\"" },
        { "day first", "\"2026-01-31 12:00\"", "2026-01-31 10:00:00+00:00", "\"31/01/2026 12:00\"" },
    };

    [Theory, MemberData(nameof(Formats))]
    public async Task A_time_is_read_and_sent_as_the_API_writes_it(string name, string json, string shown, string sent)
    {
        await using var server = await StartAsync((context, call) =>
            (call.Method == "POST" ? Says(201) : Says(200, $$"""{"rows":[{"id":1,"at":{{json}}}]}"""))(context));
        using var account = TestAccount.At(server);
        var table = account.Open(Table(Of(name)));

        Assert.Equal([shown], await table.ReadAsync("at"));
        var instant = DateTimeOffset.Parse(shown, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
        await new RowCalls(table.Table, account).InsertAsync(Rows.Of(table.Columns("at"), [instant]), 0);
        using var body = JsonDocument.Parse(server.Calls.Last().Body);
        Assert.Equal(JsonDocument.Parse(sent).RootElement.ToString(), body.RootElement.GetProperty("at").ToString());
        Assert.Equal(sent[0] == '"', body.RootElement.GetProperty("at").ValueKind == JsonValueKind.String);
    }

    [Theory]
    [InlineData("seconds", "\"soon\""), InlineData("seconds", "1e30"), InlineData("milliseconds", "true"), InlineData("zone", "\"12\"")]
    public async Task What_is_no_time_in_that_form_is_refused(string name, string json)
    {
        await using var server = await SayingAsync(Says(200, $$"""{"rows":[{"id":1,"at":{{json}}}]}"""));
        using var account = TestAccount.At(server);

        var fault = await Assert.ThrowsAsync<Connections.ConnectorException>(() => account.Open(Table(Of(name))).ReadAsync("at"));

        Assert.Contains($"gives 'at' as {json}, which is no TIMESTAMPTZ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bound_of_a_time_travels_as_the_API_takes_it_a_second_wider()
    {
        await using var server = await SayingAsync(Says(200, """{"rows":[]}"""));
        using var account = TestAccount.At(server);
        var table = account.Open(Table(TimeFormat.UnixSeconds) with
        {
            Filters = [Filter.Since("at", "created[gte]") with { Times = TimeFormat.UnixSeconds }],
        });
        var ten = new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

        await table.ReadAsync("at", predicates: [new Predicate.Compare("at", ComparisonOperator.GreaterOrEqual, ten)]);

        Assert.Equal("1769853599", server.Calls.Single().Parameter("created[gte]"));
    }

    [Fact]
    public async Task A_time_that_is_looked_up_travels_as_the_column_is_written()
    {
        await using var server = await SayingAsync(Says(200, """{"rows":[]}"""));
        using var account = TestAccount.At(server);
        var table = account.Open(Table(TimeFormat.UnixMilliseconds) with { Filters = [Filter.Query("at", "at", Match.Exact)] });
        var ten = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(2));

        await table.ReadAsync("at", predicates: [new Predicate.In("at", [ten])]);

        Assert.Equal("1769853600000", server.Calls.Single().Parameter("at"));
    }

    static TimeFormat Of(string name) => name switch
    {
        "seconds" => TimeFormat.UnixSeconds,
        "milliseconds" => TimeFormat.UnixMilliseconds,
        "zone" => TimeFormat.InZone(TwoAhead),
        "day first" => TimeFormat.InZone(TwoAhead, "dd'/'MM'/'yyyy HH:mm"),
        _ => TimeFormat.Iso,
    };

    static RestTable Table(TimeFormat times) => new("rows")
    {
        Path = "rows",
        Paging = Paging.Offset(100),
        Columns = [Column.Key("id"), Column.Timestamp("at") with { Times = times }],
        Insert = RowCall.Post("rows") with { Body = BodyShape.Bare },
    };
}
