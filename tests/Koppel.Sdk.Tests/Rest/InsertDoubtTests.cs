using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Tests.Testing;

namespace Koppel.Sdk.Tests.Rest;

/// <summary>A call that may have been made although no answer came: its row is looked for, and none is added twice.</summary>
public sealed class InsertDoubtTests : IAsyncLifetime
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

    [Theory]
    [InlineData(Fate.AnsweredAsDuplicate), InlineData(Fate.MergedWithAnother), InlineData(Fate.RefusedByDatabase),
        InlineData(Fate.FailedInDatabase)]
    internal async Task A_duplicate_behind_a_lost_answer_is_the_row_itself(Fate fate)
    {
        var tries = 0;
        _server.FateOf = _ => ++tries == 1 ? Fate.CutAfter : fate;
        var table = TagServer.Table with { Insert = TagServer.Table.Insert! with { Repeatable = true } };
        var (_, outcome) = await TagServer.LoadAsync(_account.OpenForWriting(table), "name", [["new"]]);

        Assert.Equal((1L, 0L), (outcome.Changed, outcome.Unchanged));
    }

    [Theory]
    [InlineData(Fate.CutAfter), InlineData(Fate.FailsAfter), InlineData(Fate.HalfAnswered)]
    internal async Task A_lost_answer_is_settled_by_looking_and_never_posted_twice(Fate fate)
    {
        _server.FateOf = name => name == "lost" ? fate : Fate.Added;
        var (_, outcome) = await LoadAsync("name", ["a"], ["lost"], ["b"]);

        Assert.Equal((3L, 0L), (outcome.Changed, outcome.NotSent));
        Assert.Null(outcome.Fault);
        Assert.Equal(3, _server.Posts);
        Assert.Single(_server.Tags, t => t.Name == "lost");
    }

    [Theory]
    [InlineData(Fate.CutBefore), InlineData(Fate.FailsBefore), InlineData(Fate.AnsweredByAnother)]
    internal async Task A_row_that_did_not_arrive_is_sent_again(Fate fate)
    {
        var tries = 0;
        _server.FateOf = _ => ++tries < 3 ? fate : Fate.Added;
        var (_, outcome) = await LoadAsync("name", ["lost"]);

        Assert.Equal((1L, 0L), (outcome.Changed, outcome.NotSent));
        Assert.Single(_server.Tags, t => t.Name == "lost");
        Assert.Equal(3, _server.Posts);
        Assert.Contains(TimeSpan.FromSeconds(2), _account.Clock.Pauses);
    }

    [Fact]
    public async Task A_row_that_arrives_while_it_is_looked_for_is_not_sent_again()
    {
        _server.FateOf = _ =>
        {
            // A call that was cut off on this side, and is carried out a moment later on the other.
            _server.Looked = () =>
            {
                _server.Tags.Add(("lost", "plain"));
                _server.Looked = () => { };
            };
            return Fate.CutBefore;
        };
        var (_, outcome) = await LoadAsync("name", ["lost"]);

        Assert.Equal((1L, 0L), (outcome.Changed, outcome.NotSent));
        Assert.Equal(1, _server.Posts);
    }

    [Fact]
    public async Task A_lost_answer_that_cannot_be_settled_is_noted()
    {
        _server.FateOf = _ =>
        {
            _server.IsBlind = true;
            return Fate.CutAfter;
        };
        var (_, outcome) = await LoadAsync("name", ["lost"]);

        Assert.Equal(1, outcome.NotSent);
        Assert.Equal("POST /api/tags", Assert.IsType<ConnectorException>(outcome.Fault).Call);
        Assert.Equal(
            ["1 row was under way when the load stopped and may have arrived, although counted as not sent. Going on with the load "
                + "settles that."], outcome.Notes);
    }

    [Fact]
    public async Task Without_an_identity_a_lost_answer_stops_the_load_and_going_on_rejects_the_row_that_cannot_be_found()
    {
        _server.FateOf = _ => Fate.CutAfter;
        var table = _account.OpenForWriting(TagServer.Table with { Identity = [] });
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("name")));
        await session.AddAsync(Rows.Of(table.Columns("name"), [["lost"]]));
        var journal = new MemoryJournal();
        var plan = await session.PlanAsync(journal);
        var first = new JournalBooks(journal);
        Assert.NotNull(await TagServer.CarryOutAsync(table, first));
        Assert.Single(first.Close(plan, null).Notes);

        var second = new JournalBooks(journal);
        Assert.Null(await TagServer.CarryOutAsync(table, second));

        Assert.StartsWith("The row was under way when the load broke off", Assert.Single(second.Close(plan, null).Rejects.First).Reason,
            StringComparison.Ordinal);
        Assert.Equal(1, _server.Posts);
    }

    [Fact]
    public async Task Without_an_identity_a_row_behind_which_a_page_of_somebody_elses_came_is_in_doubt()
    {
        _server.FateOf = name => name == "lost" ? Fate.AnsweredByAnother : Fate.Added;
        var (_, outcome) = await TagServer.LoadAsync(
            _account.OpenForWriting(TagServer.Table with { Identity = [] }), "name", [["lost"], ["a"]]);

        Assert.Null(outcome.Fault);
        Assert.Equal((1L, RejectCode.InDoubt), (outcome.Changed, Assert.Single(outcome.Rejects.First).Code));
    }

    [Fact]
    public async Task A_duplicate_behind_a_break_is_the_row_itself()
    {
        var table = _account.OpenForWriting(TagServer.Table);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("name")));
        await session.AddAsync(Rows.Of(table.Columns("name"), [["lost"]]));
        var journal = new MemoryJournal();
        var plan = await session.PlanAsync(journal);
        journal.Sending(1);

        _server.FateOf = _ => Fate.AnsweredAsDuplicate; // It became visible between looking and sending.
        var books = new JournalBooks(journal);
        Assert.Null(await TagServer.CarryOutAsync(table, books));

        Assert.Equal((1L, 0L), (books.Close(plan, null).Changed, books.Close(plan, null).Unchanged));
    }

    [Fact]
    public async Task A_row_that_was_found_by_looking_tells_its_key_too()
    {
        var table = _account.OpenForWriting(TagServer.Table);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("name")));
        await session.AddAsync(Rows.Of(table.Columns("name"), [["lost"]]));
        var journal = new ResultJournal(new MemoryJournal());
        await session.PlanAsync(journal);
        _server.FateOf = _ => Fate.CutAfter;

        Assert.Null(await TagServer.CarryOutAsync(table, journal));

        Assert.Equal("4", journal.Results[1].Created); // Behind the three that were there.
    }

    [Fact]
    public async Task A_load_that_is_to_stop_keeps_the_doubt_of_a_call_whose_row_was_not_there()
    {
        using var stop = new CancellationTokenSource();
        var table = _account.OpenForWriting(TagServer.Table);
        await using var session = table.BeginWrite(new WriteRequest(table.Columns("name")));
        await session.AddAsync(Rows.Of(table.Columns("name"), [["lost"]]));
        var journal = new MemoryJournal(stop.Token);
        await session.PlanAsync(journal);
        _server.FateOf = _ =>
        {
            stop.Cancel();
            return Fate.CutBefore;
        };

        Assert.Null(await TagServer.CarryOutAsync(table, journal));

        Assert.Equal((CallState.Sent, 1), (Assert.Single(journal.Calls).State, _server.Posts));
    }

    Task<(WritePlan Plan, WriteOutcome Outcome)> LoadAsync(string columns, params object?[][] rows) =>
        TagServer.LoadAsync(_account.OpenForWriting(TagServer.Table), columns, rows);
}
