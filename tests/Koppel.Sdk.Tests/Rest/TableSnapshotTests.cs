using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Rest.Snapshots;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>A snapshot is used only when it can be shown to be right; otherwise the table is read anew.</summary>
public sealed class TableSnapshotTests : IAsyncLifetime
{
    static readonly DateTimeOffset Long = TimeProvider.System.GetUtcNow().AddDays(-30);

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    readonly Lock _lock = new();
    readonly SortedDictionary<long, (string Name, DateTimeOffset Changed)> _there = [];
    readonly MemorySnapshots _store = new();
    StubServer _server = null!;
    TestAccount _account = null!;

    /// <summary>How the server understands the moment that it is asked for.</summary>
    Func<DateTimeOffset, DateTimeOffset> _understands = m => m;

    public async ValueTask InitializeAsync()
    {
        for (var i = 1; i <= 450; i++) _there.Add(i, ($"thing {i}", Long.AddMinutes(i)));
        _server = await StubServer.StartAsync((context, call) => StubServer.Says(200, Answer(call))(context));
        _account = TestAccount.At(_server, snapshots: _store);
        _account.Snapshots = SnapshotUse.On;
    }

    public async ValueTask DisposeAsync()
    {
        _account.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_changed_is_asked_for_and_nothing_else()
    {
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
        await CheckAsync(calls: 2);
        _there[7] = ("changed", Now);
        _there.Add(451, ("new", Now));
        await CheckAsync(calls: 2);
        await CheckAsync(calls: 2);
    }

    [Theory]
    [InlineData(6), InlineData(24 * 40)]
    public async Task A_far_side_that_understands_the_moment_as_a_later_one_is_found_out(int hours)
    {
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
        _understands = m => m.AddHours(hours);
        _there[7] = ("changed", Now.AddMinutes(-1)); // Which such a remote system would not bring.
        await CheckAsync(
            calls: 6, "the snapshot was taken anew: things?changed_after= did not bring all rows that are known to have changed since");
    }

    [Fact]
    public async Task A_far_side_that_ignores_the_moment_or_takes_an_earlier_one_only_costs_calls()
    {
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
        _understands = _ => DateTimeOffset.MinValue;
        _there[7] = ("changed", Now);
        await CheckAsync(calls: 6);
    }

    [Fact]
    public async Task Rows_that_went_are_seen_by_the_number_of_rows()
    {
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
        _there.Remove(3);
        _there.Remove(4);
        await CheckAsync(calls: 7, "the snapshot was taken anew: 2 of its rows are not there any more");
    }

    [Fact]
    public async Task A_row_that_comes_while_the_snapshot_is_refreshed_is_asked_for_again()
    {
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
        var isAdded = false;
        _before = call =>
        {
            if (call.Parameter("limit") != "1" || isAdded) return;
            isAdded = true;
            _there.Add(451, ("just now", Now));
        };
        await CheckAsync(calls: 4);
    }

    [Fact]
    public async Task A_snapshot_that_another_process_refreshes_meanwhile_is_looked_at_again()
    {
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
        _store.Applying = s =>
        {
            s.Applying = _ => { };
            s.Touch();
        };
        await CheckAsync(calls: 4);
    }

    [Fact]
    public async Task A_reading_that_is_left_before_its_end_keeps_nothing()
    {
        var source = Open();
        await using (var rows = source.ScanAsync(source.Plan(new ScanRequest { Columns = source.Columns("id") })).GetAsyncEnumerator())
            await rows.MoveNextAsync();

        Assert.Null(_store.Find($"things of {_server.Url}"));
    }

    [Fact]
    public async Task Bounds_are_checked_in_the_engine_when_the_rows_are_kept()
    {
        var source = Open();
        var plan = source.Plan(
            new ScanRequest { Columns = source.Columns("id"),
                Predicates = [new Predicate.Compare("id", ComparisonOperator.Greater, 400L)] });

        Assert.Equal(Match.Unsupported, Assert.Single(plan.Answers).Match);
        await CheckAsync(calls: 5, "the rows are kept as a snapshot");
    }

    Action<Received> _before = _ => { };

    /// <summary>Reads everything: it must be what is there, at so many calls.</summary>
    async Task CheckAsync(int calls, string? note = null)
    {
        var before = _server.Calls.Count;
        var source = Open();
        var plan = source.Plan(new ScanRequest { Columns = source.Columns("id name") });
        var rows = await Rows.Show(source.ScanAsync(plan));

        Assert.Equal(_there.Select(t => $"{t.Key}|{t.Value.Name}"), rows);
        Assert.Equal(calls, _server.Calls.Count - before);
        Assert.StartsWith(note ?? "from the snapshot of ", Assert.Single(plan.Notes).Text, StringComparison.Ordinal);
    }

    RestSource Open() =>
        new(Table, _account, TestAccount.BasePath) { Snapshot = new TableSnapshot(Table, _account, TestAccount.BasePath, _store) };

    static readonly RestTable Table = new("things", Item: "thing")
    {
        Path = "things",
        Paging = Paging.ByKey(100, "id_greater", "orders[id]", "ASC") with { Total = "meta.total" },
        Columns = [Column.Key("id"), Column.Text("name"), Column.Timestamp("changed"), Column.Text("mood")],
        Filters = [Filter.Above("id", "id_greater")],
        Changes =
            new ChangedSince("changed_after", "changed", ["id", "name", "changed"], m => m.ToString("O", CultureInfo.InvariantCulture)),
    };

    string Answer(Received call)
    {
        lock (_lock)
        {
            _before(call);
            var after = long.Parse(call.Parameter("id_greater") ?? "0", CultureInfo.InvariantCulture);
            var since = call.Parameter("changed_after") is { } moment
                ? _understands(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture))
                : DateTimeOffset.MinValue;
            var wanted = _there.Where(t => t.Value.Changed > since).ToList();
            var page = wanted.Where(t => t.Key > after).Skip(int.Parse(call.Parameter("offset") ?? "0", CultureInfo.InvariantCulture))
                .Take(int.Parse(call.Parameter("limit")!, CultureInfo.InvariantCulture));
            return JsonSerializer.Serialize(
                new { things = page.Select(t => new { id = $"{t.Key}", name = t.Value.Name, changed = t.Value.Changed, mood = "good" }),
                    meta = new { total = $"{wanted.Count}" } });
        }
    }
}
