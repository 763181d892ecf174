using Koppel.Cli.Output;
using Koppel.Engine.Events;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Tests.Output;

/// <summary>A load's plan before it runs: five lines, and nothing that matters is lost.</summary>
public sealed class PlanTextTests
{
    static readonly WritePlan Plan = new()
    {
        Read = 10_000, Changes = 9_990, Unchanged = 1, Repeats = 7, Rejects = new RejectList([], 2), Duration = TimeSpan.FromSeconds(85),
        Kinds = [new PlannedRows(WriteOperation.Insert, 9_000), new PlannedRows(WriteOperation.Update, 990)],
        Calls = [new PlannedCalls("POST /import", 40, "250 contacts a call"), new PlannedCalls("GET /import/info", 40, "")],
        Creates = ["tag 'A'", "3 contacts"],
        Notes = ["automations run", "the new tag 'Tset' looks like 'Test', which is there: is it a slip?"],
        Irreversible = ["automations that start are not called back"],
        Instead = new WayNotTaken("one call a row", 9_990, TimeSpan.FromMinutes(33)),
    };

    static string[] Lines(WritePlan plan) => [.. PlanText.Of(new LoadPlanned(1, "contactTags@ac", plan))];

    const string Slip = "the new tag 'Tset' looks like 'Test', which is there: is it a slip?";

    [Fact]
    public void It_tells_rows_by_kind_calls_creations_what_must_be_known_and_the_way_not_taken() => Assert.Equal(
        $"""
        contactTags@ac: 10,000 rows read = 9,990 to change (insert 9,000, update 990) + 8 already there + 2 rejected
          calls     40 × POST /import (250 contacts a call), 40 × GET /import/info; about 1 min 25 s at the account's limits
          creates   tag 'A', 3 contacts
          note      automations that start are not called back; automations run; {Slip}
          instead   one call a row: 9,990 calls, 33 min 0 s
        """.Split('\n'),
        Lines(Plan));

    [Fact]
    public void What_has_no_room_is_counted_with_the_command_that_shows_it()
    {
        var lines = Lines(Plan with
        {
            Creates = [.. Enumerable.Range(1, 1_205).Select(i => $"tag '{i}'")],
            Notes = [.. Enumerable.Range(1, 40).Select(i => $"the new tag '{i}' looks like one that is there, which may be a slip")],
        });
        Assert.Equal(5, lines.Length);
        Assert.Equal("  creates   tag '1', tag '2', tag '3', tag '4', tag '5' and 1,200 more (koppel explain shows all)", lines[2]);
        Assert.StartsWith(
            "  note      automations that start are not called back; the new tag '1' looks", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(" more (koppel explain shows all)", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_load_that_changes_nothing_needs_two_lines() => Assert.Equal(
        ["contactTags@ac: 1 row read = 0 to change + 1 already there + 0 rejected", "  calls     none"],
        Lines(new WritePlan
        {
            Read = 1, Changes = 0, Unchanged = 1, Kinds = [new PlannedRows(WriteOperation.Insert, 0)], Rejects = new RejectList(),
            Calls = [], Duration = TimeSpan.Zero,
        }));
}
