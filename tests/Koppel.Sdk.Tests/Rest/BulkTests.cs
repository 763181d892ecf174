using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>Many rows travel in one call where the API has such a call, and what became of each is known all the same.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    const int There = 40;

    ValueServer _server = null!;
    TestAccount _account = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ValueServer.StartAsync(There);
        _account = TestAccount.At(_server.Server);
    }

    public async ValueTask DisposeAsync()
    {
        _account.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task New_rows_travel_together_and_one_look_tells_that_they_arrived()
    {
        var (plan, outcome) = await InsertAsync(25);

        Assert.Equal((25L, 0L, 0L), (outcome.Changed, outcome.Unchanged, outcome.NotSent));
        Assert.Equal(
            ["3 x POST /api/values/bulkCreate (up to 10 rows each)",
                "1 x GET /api/values?filters[owner]=… (to see that the first of them took effect)"], Calls(plan));
        Assert.Equal(25, plan.Instead?.Calls);
        Assert.Equal((3, 0, There + 25), (_server.Many, _server.Singles, _server.Values.Count));
        Assert.Contains(_server.Server.Calls,
            c => c.Body.StartsWith("""[{"owner":1001,"field":7,"text":"t1"},{"owner":1002,""", StringComparison.Ordinal));

        Assert.Equal(25, (await InsertAsync(25)).Outcome.Unchanged);
        Assert.Equal(3, _server.Many);
    }

    [Fact]
    public async Task Changes_and_removals_travel_together_too()
    {
        var (plan, changed) =
            await WriteAsync(WriteOperation.Update, "id text", Enumerable.Range(1, 25).Select(i => new object?[] { i, $"new {i}" }));
        Assert.Equal((25L, 0), (changed.Changed, _server.Singles));
        Assert.Equal(["3 x PATCH /api/values/bulkUpdate (up to 10 rows each)"], Calls(plan));
        Assert.All(_server.Values.Take(25), v => Assert.Equal($"new {v.Key}", v.Value.Text));
        Assert.Contains(_server.Server.Calls,
            c => c.Method == "PATCH" && c.Body.StartsWith("[{\"id\":1,\"text\":\"new 1\"},{\"id\":2,", StringComparison.Ordinal));

        var (removal, removed) = await WriteAsync(WriteOperation.Delete, "id", Enumerable.Range(1, 25).Select(i => new object?[] { i }));
        Assert.Equal((25L, 0, There - 25), (removed.Changed, _server.Singles, _server.Values.Count));
        Assert.Equal(
            ["3 x DELETE /api/values/bulkDelete (up to 10 rows each)",
                "1 x GET /api/values/{id} (to see that the first of them took effect)"], Calls(removal));
        Assert.Contains("what is deleted from values does not come back: the API has no undo", removal.Irreversible);
    }

    [Fact]
    public async Task Few_rows_go_one_a_call_which_is_as_cheap()
    {
        Assert.Equal(2, (await InsertAsync(2)).Outcome.Changed);
        Assert.Equal((0, 2), (_server.Many, _server.Singles));
    }

    [Fact]
    public async Task Rows_that_cannot_be_told_apart_go_one_a_call()
    {
        var (_, outcome) =
            await WriteAsync(WriteOperation.Insert, "owner text", Enumerable.Range(1, 4).Select(i => new object?[] { 1000 + i, "x" }));

        Assert.Equal((4L, 0, 4), (outcome.Changed, _server.Many, _server.Singles));
    }

    [Fact]
    public async Task A_refused_batch_is_cut_until_the_rows_at_fault_stand_alone()
    {
        var (_, outcome) = await InsertAsync(20, i => i is 3 or 14 ? "bad" : $"t{i}");

        Assert.Equal((18L, 2L, 0L), (outcome.Changed, outcome.Rejects.Count, outcome.NotSent));
        Assert.Equal([3L, 14L], outcome.Rejects.First.Select(r => r.Row));
        Assert.All(outcome.Rejects.First, r => Assert.Equal("POST /api/values answered 422: The text is bad.", r.Reason));
        Assert.Equal(There + 18, _server.Values.Count);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_halved_and_so_are_those_behind_it()
    {
        _server.MostRows = 5;
        var (_, outcome) = await InsertAsync(60);

        Assert.Equal((60L, 0L), (outcome.Changed, outcome.Rejects.Count));
        Assert.Equal((13, 0), (_server.Many, _server.Singles)); // One is refused, and twelve carry five rows each.
    }

    [Fact]
    public async Task A_removal_of_what_is_gone_already_changes_nothing()
    {
        var rows = Enumerable.Range(1, 10).Append(99).Select(i => new object?[] { i }).ToList();
        var (_, outcome) = await WriteAsync(WriteOperation.Delete, "id", rows.Skip(5));

        Assert.Equal((5L, 1L, 0L), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
    }

    [Theory]
    [InlineData(ManyFate.Cut), InlineData(ManyFate.Half), InlineData(ManyFate.CutBefore)]
    internal async Task Of_a_batch_whose_answer_is_lost_what_is_missing_is_sent_again_and_nothing_twice(ManyFate fate)
    {
        _server.FateOf = n => n == 2 ? fate : ManyFate.Answered;
        var (_, outcome) = await InsertAsync(25);

        Assert.Equal((25L, 0L, null), (outcome.Changed, outcome.NotSent, outcome.Fault));
        Assert.All(Enumerable.Range(1001, 25), owner => Assert.Equal(1, _server.CountOf(owner)));
        Assert.Equal(fate == ManyFate.CutBefore ? 4 : 3, _server.Many);
    }

    [Fact]
    public async Task A_removal_whose_answer_is_lost_is_done_by_the_attempt_that_was_lost()
    {
        _server.FateOf = n => n == 1 ? ManyFate.Cut : ManyFate.Answered;
        var (_, outcome) = await WriteAsync(WriteOperation.Delete, "id", Enumerable.Range(1, 8).Select(i => new object?[] { i }));

        Assert.Equal((8L, 0L, There - 8), (outcome.Changed, outcome.Unchanged, _server.Values.Count));
    }

    [Theory]
    [InlineData(WriteOperation.Insert), InlineData(WriteOperation.Delete)]
    public async Task A_call_that_is_answered_as_done_and_does_nothing_is_seen_and_not_used_again(WriteOperation operation)
    {
        _server.IgnoresMany = true;
        var (_, outcome) = operation == WriteOperation.Insert
            ? await InsertAsync(25)
            : await WriteAsync(operation, "id", Enumerable.Range(1, 25).Select(i => new object?[] { i }));

        Assert.Equal((25L, 0L, 0L), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
        Assert.Equal((1, 25), (_server.Many, _server.Singles));
        Assert.Equal(operation == WriteOperation.Insert ? There + 25 : There - 25, _server.Values.Count);
    }

    [Fact]
    public async Task A_load_that_broke_off_in_a_batch_goes_on_without_writing_anything_twice()
    {
        var table = _account.OpenForWriting(ValueServer.Table);
        var columns = table.Columns("owner field text");
        await using var session = table.BeginWrite(new WriteRequest(columns));
        await session.AddAsync(Rows.Of(columns, [.. New(25, i => $"t{i}")]));
        var journal = new MemoryJournal();
        var plan = await session.PlanAsync(journal);
        // As a process that was killed before it could say how it went.
        await table.CarryOutAsync(new ResultJournal(journal) { Forgets = true });
        Assert.Equal(25, _server.Values.Count - There);

        var books = new JournalBooks(journal);
        Assert.Null(await TagServer.CarryOutAsync(table, books));

        Assert.Equal((25L, 0L), (books.Close(plan, null).Changed, books.Close(plan, null).NotSent));
        Assert.Equal((3, There + 25), (_server.Many, _server.Values.Count));
    }

    [Fact]
    public async Task A_load_that_is_to_stop_in_the_middle_of_a_batch_leaves_the_doubt_to_who_goes_on_with_it()
    {
        using var stop = new CancellationTokenSource();
        var table = _account.OpenForWriting(ValueServer.Table);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("owner field text")));
        await session.AddAsync(Rows.Of(table.Columns("owner field text"), [.. New(10, i => i == 9 ? "bad" : "x")]));
        var journal = new MemoryJournal(stop.Token);
        var plan = await session.PlanAsync(journal);
        _server.FateOf = n =>
        {
            if (n == 2) stop.Cancel(); // The first half is under way: it comes to its end, the second is not sent.
            return ManyFate.Answered;
        };
        Assert.Null(await TagServer.CarryOutAsync(table, journal));
        Assert.Equal((CallState.Sent, 5), (Assert.Single(journal.Calls).State, _server.Values.Count - There));

        var again = new MemoryJournal();
        again.Plan(journal.Calls[0].Kind, journal.Calls[0].Route, 10, journal.Calls[0].Content);
        again.Sending(1);
        var books = new JournalBooks(again);
        Assert.Null(await TagServer.CarryOutAsync(table, books));

        var outcome = books.Close(plan, null);
        Assert.Equal((9L, 1L, There + 9), (outcome.Changed, outcome.Rejects.Count, _server.Values.Count));
    }

    [Fact]
    public async Task Repeats_of_a_row_share_its_fate_in_a_batch()
    {
        var rows = New(5, i => i == 2 ? "bad" : "x").Concat(New(5, i => "again"));
        var (plan, outcome) = await WriteAsync(WriteOperation.Insert, "owner field text", rows);

        Assert.Equal((5L, 5L), (plan.Changes, plan.Repeats));
        Assert.Equal((4L, 4L, 2L), (outcome.Changed, outcome.Unchanged, outcome.Rejects.Count));
    }

    Task<(WritePlan Plan, WriteOutcome Outcome)> InsertAsync(int count, Func<int, string>? text = null) =>
        WriteAsync(WriteOperation.Insert, "owner field text", New(count, text ?? (i => $"t{i}")));

    static IEnumerable<object?[]> New(int count, Func<int, string> text) =>
        Enumerable.Range(1, count).Select(i => new object?[] { 1000 + i, 7, text(i) });

    async Task<(WritePlan Plan, WriteOutcome Outcome)> WriteAsync(WriteOperation operation, string names, IEnumerable<object?[]> rows)
    {
        var table = _account.OpenForWriting(ValueServer.Table);
        var columns = table.Columns(names);
        await using var session = table.BeginWrite(new WriteRequest(columns) { Operation = operation });
        await session.AddAsync(Rows.Of(columns, [.. rows]));
        var journal = new JournalBooks(new MemoryJournal());
        var plan = await session.PlanAsync(journal);
        var outcome = journal.Close(plan, await TagServer.CarryOutAsync(table, journal));
        Assert.Equal(outcome.Read, outcome.Changed + outcome.Unchanged + outcome.Rejects.Count + outcome.NotSent);
        return (plan, outcome);
    }

    static IEnumerable<string> Calls(WritePlan plan) => plan.Calls.Select(c => $"{c.Count} x {c.Route} ({c.What})");
}
