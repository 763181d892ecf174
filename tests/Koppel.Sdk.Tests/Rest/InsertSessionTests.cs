using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Rest;

public sealed class InsertSessionTests : IAsyncLifetime
{
    TagServer _server = null!;
    TestAccount _account = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TagServer.StartAsync(("Vip", "plain"), ("Vip", "odd"), ("Very Vip", "plain"));
        _account = TestAccount.At(_server.Server);
    }

    public async ValueTask DisposeAsync()
    {
        _account.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rows_that_are_there_are_left_alone_without_regard_to_case_and_the_others_are_added()
    {
        var (plan, outcome) = await LoadAsync("name", ["vip"], ["new"], ["VERY VIP"]);

        Assert.Equal((3L, 1L, 2L), (plan.Read, plan.Changes, plan.Unchanged));
        Assert.Equal([("POST /api/tags", 1L, "one row a call")], plan.Calls.Select(c => (c.Route, c.Count, c.What)));
        Assert.Equal((1L, 2L, 0L), (outcome.Changed, outcome.Unchanged, outcome.NotSent));
        Assert.Contains(("new", "plain"), _server.Tags);
        Assert.Equal(1, _server.Posts);
        Assert.Null(outcome.Fault);
    }

    [Fact]
    public async Task Loading_again_changes_nothing()
    {
        var rows = Enumerable.Range(1, 40).Select(i => new object?[] { $"tag {i}" }).ToArray();
        await LoadAsync("name", rows);
        var (plan, outcome) = await LoadAsync("name", rows);

        Assert.Equal((0L, 40L), (plan.Changes, outcome.Unchanged));
        Assert.Empty(plan.Calls);
        Assert.Equal(40, _server.Posts);
    }

    [Fact]
    public async Task The_whole_identity_counts_with_its_defaults()
    {
        var (_, outcome) = await LoadAsync("name kind", ["Vip", "odd"], ["Vip", "other"], ["Vip", null]);

        Assert.Equal((1L, 2L), (outcome.Changed, outcome.Unchanged));
        Assert.Equal(("Vip", "other"), _server.Tags[^1]);
    }

    [Fact]
    public async Task Without_its_whole_identity_no_row_is_taken_for_another()
    {
        var table = TagServer.Table with { Defaults = new Dictionary<string, string>() };
        var (plan, outcome) = await TagServer.LoadAsync(_account.OpenForWriting(table), "name", [["Vip"], ["Vip"]]);

        Assert.Equal((2L, 2L), (plan.Changes, outcome.Changed));
    }

    [Fact]
    public async Task What_is_there_is_looked_up_by_a_column_that_the_system_can_be_asked_by()
    {
        await LoadAsync("kind name", ["odd", "vip"]);

        Assert.Equal(["vip"], _server.Server.Calls.Select(c => c.Parameter("name")).Distinct());
    }

    [Fact]
    public async Task A_row_that_comes_again_in_the_load_is_sent_once()
    {
        var (plan, outcome) = await LoadAsync("name", ["new"], ["NEW"], ["new"]);

        Assert.Equal((1L, 0L, 2L), (plan.Changes, plan.Unchanged, plan.Repeats));
        Assert.Equal((1L, 2L), (outcome.Changed, outcome.Unchanged));
        Assert.Equal(1, _server.Posts);
    }

    [Fact]
    public async Task A_row_that_comes_again_shares_the_refusal_of_the_first()
    {
        _server.FateOf = _ => Fate.Refused;
        var (_, outcome) = await LoadAsync("name", ["bad"], ["bad"]);

        Assert.Equal([1L, 2L], outcome.Rejects.First.Select(r => r.Row));
        Assert.Equal(1, _server.Posts);
    }

    [Fact]
    public async Task A_row_without_a_required_value_is_rejected_in_the_plan()
    {
        var (plan, outcome) = await LoadAsync("name size", [null, 1L], ["new", 2L]);

        var reject = Assert.Single(plan.Rejects.First);
        Assert.Equal((1L, "name has no value, but tags needs one. Give it one."), (reject.Row, reject.Cause.ToString()));
        Assert.Equal([null, "1"], reject.Values);
        Assert.Equal((1L, 1L), (outcome.Changed, outcome.Rejects.Count));
    }

    [Fact]
    public async Task A_value_that_json_cannot_write_is_rejected()
    {
        var table = TagServer.Table with { Columns =
            [.. TagServer.Table.Columns, new Column("weight", ColumnKind.Double), new Column("more", ColumnKind.Json)] };
        var (plan, outcome) = await TagServer.LoadAsync(
            _account.OpenForWriting(table), "name weight more", [["a", double.NaN, null], ["b", null, "{"], ["c", 1.5, "[]"]]);

        Assert.Equal(["weight is NaN, which JSON has no way to write. Give it a number.", "more is no JSON. Give it a JSON value."],
            plan.Rejects.First.Select(r => r.Cause.ToString()));
        Assert.Equal(1, outcome.Changed);
    }

    [Fact]
    public async Task A_refused_row_is_rejected_with_the_systems_reason_and_the_load_goes_on()
    {
        _server.FateOf = name => name == "bad" ? Fate.Refused : Fate.Added;
        var (_, outcome) = await LoadAsync("name", ["a"], ["bad"], ["b"]);

        Assert.Equal((2L, 0L), (outcome.Changed, outcome.NotSent));
        Assert.Equal([(2L, "POST /api/tags answered 422: The name is forbidden.")], outcome.Rejects.First.Select(r => (r.Row, r.Reason)));
        Assert.Null(outcome.Fault);
    }

    [Theory]
    [InlineData(Fate.AnsweredAsDuplicate), InlineData(Fate.MergedWithAnother), InlineData(Fate.RefusedByDatabase),
        InlineData(Fate.FailedInDatabase)]
    internal async Task A_row_that_somebody_else_added_meanwhile_is_unchanged(Fate fate)
    {
        _server.FateOf = _ => fate;
        var (_, outcome) = await LoadAsync("name", ["new"]);

        Assert.Equal((0L, 1L), (outcome.Changed, outcome.Unchanged));
    }

    [Theory]
    [InlineData(Fate.CutBefore), InlineData(Fate.FailsBefore), InlineData(Fate.Unauthorized), InlineData(Fate.AnsweredByAnother)]
    internal async Task A_fault_stops_the_load_and_the_rest_is_not_sent(Fate fate)
    {
        _server.FateOf = name => int.Parse(name[4..]) >= 20 ? fate : Fate.Added;
        var (_, outcome) = await LoadAsync("name", [.. Enumerable.Range(1, 200).Select(i => new object?[] { $"tag {i}" })]);

        Assert.IsType<ConnectorException>(outcome.Fault);
        Assert.Equal((19L, 181L), (outcome.Changed, outcome.NotSent));
        Assert.Equal(19 + 3, _server.Tags.Count);
        Assert.InRange(_server.Posts, 20, 19 + 8 * 3); // Those that were under way came to their end.
    }

    [Theory]
    [InlineData("Kept "), InlineData(" Kept"), InlineData("kept"), InlineData("\tKEPT\u00a0")]
    public async Task Blanks_around_a_text_that_ignores_them_are_nothing_whether_the_system_kept_or_dropped_them(string name)
    {
        var table = _account.OpenForWriting(
            TagServer.Table with { Columns =
                [Column.Key("id"), Column.Text("name") with { Required = true, IgnoresCase = true }, Column.Text("kind")] });
        foreach (var there in new[] { "Kept", "Kept ", " Kept" })
        {
            _server.Tags.Clear();
            _server.Tags.Add((there, "plain"));
            var (_, outcome) = await TagServer.LoadAsync(table, "name", [[name], [name + " "]]);
            Assert.Equal((0L, 2L), (outcome.Changed, outcome.Unchanged));
        }
        var (_, other) = await LoadAsync("name", ["kept one"], ["kept one "]);
        Assert.Equal(2, other.Changed); // Of a text that does not ignore them, they are a part.
    }

    [Theory]
    [InlineData(""), InlineData("  "), InlineData("\t\u00a0")]
    public async Task A_required_text_of_blanks_is_rejected_and_not_looked_up(string blanks)
    {
        var (plan, outcome) = await LoadAsync("name", [blanks], ["vip"]);

        Assert.Equal("name has no value, but tags needs one.", Assert.Single(plan.Rejects.First).Reason);
        Assert.Equal((0L, 1L), (outcome.Changed, outcome.Unchanged));
        Assert.Equal(["vip"], _server.Server.Calls.Select(c => c.Parameter("name")));
    }

    [Theory]
    [InlineData(Fate.CutAfter, 1), InlineData(Fate.CutBefore, 2)]
    internal async Task A_call_that_may_have_been_made_before_the_break_is_settled_by_looking(Fate fate, int posts)
    {
        var table = _account.OpenForWriting(TagServer.Table);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("name")));
        await session.AddAsync(Rows.Of(table.Columns("name"), [["lost"]]));
        var journal = new MemoryJournal();
        var plan = await session.PlanAsync(journal);
        (_server.FateOf, _server.IsBlind) = (_ => fate, true);
        Assert.NotNull(await TagServer.CarryOutAsync(table, journal));
        Assert.Equal(CallState.Sent, Assert.Single(journal.Calls).State);

        (_server.FateOf, _server.IsBlind) = (_ => Fate.Added, false);
        var books = new JournalBooks(journal);
        Assert.Null(await TagServer.CarryOutAsync(table, books));

        Assert.Equal((1L, 0L), (books.Close(plan, null).Changed, books.Close(plan, null).NotSent));
        Assert.Single(_server.Tags, t => t.Name == "lost");
        Assert.Equal(posts, _server.Posts);
    }

    [Fact]
    public async Task Cancelling_accounts_for_what_was_done()
    {
        using var stop = new CancellationTokenSource();
        var posts = 0;
        _server.FateOf = _ =>
        {
            if (Interlocked.Increment(ref posts) == 30) stop.Cancel();
            return Fate.Added;
        };
        var (_, outcome) = await TagServer.LoadAsync(
            _account.OpenForWriting(TagServer.Table), "name", Enumerable.Range(1, 500).Select(i => new object?[] { $"tag {i}" }),
            stop.Token);

        Assert.IsAssignableFrom<OperationCanceledException>(outcome.Fault);
        Assert.InRange(outcome.Changed, 15, 45);
        Assert.InRange(_server.Tags.Count - 3 - outcome.Changed, 0, 8); // Those under way were cut off.
        if (_server.Tags.Count - 3 > outcome.Changed) Assert.NotEmpty(outcome.Notes);
    }

    [Fact]
    public async Task The_books_tell_each_row_that_is_settled()
    {
        var table = _account.OpenForWriting(TagServer.Table);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("name")));
        await session.AddAsync(Rows.Of(table.Columns("name"), [.. Enumerable.Range(1, 25).Select(i => new object?[] { $"tag {i}" })]));
        var settled = new System.Collections.Concurrent.ConcurrentBag<long>();
        var books = new JournalBooks(new MemoryJournal()) { Settled = settled.Add };
        await session.PlanAsync(books);

        Assert.Null(await TagServer.CarryOutAsync(table, books));

        Assert.Equal(Enumerable.Range(1, 25).Select(i => (long)i), settled.Order());
    }

    [Fact]
    public void A_table_without_a_call_for_it_cannot_be_loaded()
    {
        var table = _account.OpenForWriting(TagServer.Table with { Insert = null });

        var fault = Assert.Throws<ConnectorException>(() => table.BeginWrite(new WriteRequest(table.Columns("name"))));
        Assert.Equal(
            (ConnectorErrorKind.NotSupported, "Rows of tags cannot be inserted: the API has no call for it."), (fault.Kind, fault.Message));
    }

    [Fact]
    public async Task No_rows_take_no_calls()
    {
        var (plan, outcome) = await LoadAsync("name");

        Assert.Equal((0L, 0L, TimeSpan.Zero), (plan.Read, outcome.Read, plan.Duration));
        Assert.Empty(_server.Server.Calls);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Whatever_happens_the_books_say_what_the_system_holds(int seed)
    {
        var random = new Random(seed);
        var fates = new Dictionary<string, Fate>(StringComparer.OrdinalIgnoreCase);
        var rows = Enumerable.Range(0, random.Next(1, 60))
            .Select(_ => new object?[] { random.Next(8) == 0 ? null : $"Tag {random.Next(40)}" }).ToList();
        foreach (var name in rows.Select(r => r[0]).OfType<string>())
            fates[name] = random.Next(6) > 0 ? Fate.Added : (Fate)random.Next(seed % 2 == 0 ? 8 : 3);
        _server.FateOf = name => fates[name];
        for (var i = 0; i < 5; i++) _server.Tags.Add(($"tag {random.Next(40)}", "plain"));
        var before = _server.Tags.Count;

        var (plan, outcome) = await TagServer.LoadAsync(_account.OpenForWriting(TagServer.Table), "name", rows);

        var added = _server.Tags.Skip(before).Select(t => t.Name).ToList();
        Assert.Equal(added.Count, added.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(added.Count, outcome.Changed);
        Assert.True(outcome.Changed <= plan.Changes);
        Assert.Equal(outcome.Fault is null ? 0 : 1, Math.Min(1, outcome.NotSent));
        foreach (var reject in outcome.Rejects.First) Assert.DoesNotContain(reject.Values[0], added);
    }

    Task<(WritePlan Plan, WriteOutcome Outcome)> LoadAsync(string columns, params object?[][] rows) =>
        TagServer.LoadAsync(_account.OpenForWriting(TagServer.Table), columns, rows);
}
