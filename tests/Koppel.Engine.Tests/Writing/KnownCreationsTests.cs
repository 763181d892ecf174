using System.Globalization;
using System.Text;
using Koppel.Engine.Loading;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Writing;

/// <summary>What is known of that which a load creates, by its calls and the rows that they did not accept.</summary>
public sealed class KnownCreationsTests
{
    static readonly InvalidOperationException Fault = new("It stopped.");

    static readonly Dictionary<(long Call, long Row), string> None = [];

    [Fact]
    public void One_accepted_row_is_enough_and_after_it_one_under_way()
    {
        var outcome = Of(
            Fault,
            [
                (CallState.Done, [(1, "tag 'A'"), (2, "contact")]),
                (CallState.Sent, [(3, "tag 'A'"), (4, "tag 'B'")]),
                (CallState.Accepted, [(5, "contact"), (6, "contact")]),
                (CallState.Planned, [(7, "tag 'B'"), (8, "tag 'C'")]),
            ]);
        Assert.Equal(["tag 'A'", "1 contact"], outcome.Creates);
        Assert.Equal(["tag 'B'", "2 contacts"], outcome.MayCreate);
        Assert.Equal(["tag 'C'"], outcome.NotCreated);
    }

    [Fact]
    public void What_only_refused_rows_would_have_created_is_not_there_and_a_row_that_was_taken_in_part_brought_it()
    {
        (long, string)[] rows = [(1, "tag 'A'"), (2, "tag 'B'"), (3, "tag 'C'"), (4, "tag 'D'"), (5, "contact"), (6, "contact")];
        var outcome = Of(
            null, [(CallState.Done, rows)],
            (1, 1, RejectCode.NotTaken), (1, 2, RejectCode.PartlyTaken), (1, 3, RejectCode.Interrupted), (1, 5, RejectCode.Refused));
        Assert.Equal(["tag 'B'", "tag 'D'", "1 contact"], outcome.Creates);
        Assert.Equal(["tag 'C'"], outcome.MayCreate);
        Assert.Empty(outcome.NotCreated);
    }

    [Fact]
    public void A_load_whose_calls_were_all_accepted_created_what_was_planned_and_its_calls_are_not_read()
    {
        var planned = Outcome(null, rejects: 1) with { Creates = ["tag 'A'"] };
        Assert.Same(planned, KnownCreations.In(planned, () => throw new InvalidOperationException(), () => None));
    }

    [Fact]
    public void Of_calls_that_an_older_program_planned_nothing_is_called_created()
    {
        var call = Call(1, CallState.Done, """{"rows":[{"row":1,"values":["x"]}]}""");
        var outcome = KnownCreations.In(Outcome(Fault, 0) with { MayCreate = ["tag 'A'"] }, () => [call], () => None);
        Assert.Empty(outcome.Creates);
        Assert.Equal(["tag 'A'"], outcome.MayCreate);
    }

    [Fact]
    public void Many_of_a_kind_are_told_by_their_number()
    {
        (long, string)[] many = [.. Enumerable.Range(1, 21).Select(i => ((long)i, $"account 'A{i}'"))];
        var outcome = Of(Fault, [(CallState.Done, many), (CallState.Planned, [(22, "account 'B'")])]);
        Assert.Equal(["21 accounts"], outcome.Creates);
        Assert.Equal(["account 'B'"], outcome.NotCreated);
    }

    static WriteOutcome Of(
        Exception? fault, (CallState State, (long Row, string What)[] Rows)[] calls,
        params (long Call, long Row, string Code)[] rejected) =>
        KnownCreations.In(
        Outcome(fault, rejected.Length) with { Creates = fault is null ? ["what was planned"] : [] },
        () => calls.Select((c, i) => Call(i + 1, c.State, $$"""{"rows":[{{string.Join(',', c.Rows.Select(Row))}}]}""")),
        () => rejected.ToDictionary(r => (r.Call, r.Row), r => r.Code));

    static string Row((long Row, string What) row)
    {
        var parts = row.What.Split(' ', 2);
        var name = parts.Length > 1 ? $",\"{parts[1].Trim('\'')}\"" : "";
        return string.Create(CultureInfo.InvariantCulture, $$"""{"row":{{row.Row}},"values":["x"],"brings":[["{{parts[0]}}"{{name}}]]}""");
    }

    static JournalCall Call(long number, CallState state, string content) =>
        new(number, new CallKind("row"), "POST /api/things", 1, Encoding.UTF8.GetBytes(content), state, null);

    static WriteOutcome Outcome(Exception? fault, int rejects)
    {
        var list = new RejectList();
        for (var i = 1; i <= rejects; i++) list.Add(new Reject(i, ["x"], new RejectCause(RejectCode.Refused, "No.", "")));
        return new WriteOutcome { Read = 10, Changed = 10 - rejects, Unchanged = 0, Rejects = list, Fault = fault };
    }
}
