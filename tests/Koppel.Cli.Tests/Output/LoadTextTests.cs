using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Cli.Output;
using Koppel.Engine.Events;
using Koppel.Output;

namespace Koppel.Cli.Tests.Output;

public sealed partial class LoadTextTests
{
    [Fact]
    public void A_report_tells_rows_calls_creations_notes_and_the_first_rejects()
    {
        var load = Results.Load(
            1, read: 10_012, changed: 9_000, unchanged: 1_000, rejects: [.. Enumerable.Repeat("'x' is no e-mail address.", 12)],
            creates: ["tag Test"], notes: ["Automations did not start (automations = skip)."]);

        var expected = """
            contactTags@ac: 10,012 rows read = 9,000 changed + 1,000 unchanged + 12 rejected + 0 not sent, in 12 s
              status    completed with rejects
              calls     40 × POST /api/3/import/bulk_import
                        2 × GET /api/3/contacts
              created   tag Test
              note      Automations did not start (automations = skip).
            """.Split('\n').Concat(Enumerable.Range(1, 10).Select(i => $"  rejected  row {i} (value {i}, Test): 'x' is no e-mail address."))
            .Append("            and 2 more");
        Assert.Equal(expected, LoadText.Report(load.Report));
    }

    [Fact]
    public void A_report_tells_apart_what_is_known_to_be_created_what_may_be_and_what_was_not_sent()
    {
        var fault = new InvalidOperationException();
        var load = Results.Load(1, read: 10, changed: 3, unchanged: 0, fault: fault, creates: ["tag 'A'", "2 contacts"]).Report;
        var outcome = load.Outcome with { MayCreate = ["tag 'B'"], NotCreated = ["tag 'C'", "5 contacts"] };
        Assert.Equal(
            [
                "  created   tag 'A'",
                "            2 contacts",
                "  in doubt  tag 'B', which may have been created",
                "  not sent  tag 'C', which this load would have created",
                "            5 contacts, which this load would have created",
            ],
            LoadText.Report(load with { Outcome = outcome }).SkipWhile(line => !line.StartsWith("  created", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(10, 10, 0, 0)]
    [InlineData(10, 3, 4, 2)]
    [InlineData(1_000_000, 1, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    public void The_books_balance_in_every_report(long read, long changed, long unchanged, int rejected)
    {
        var line = LoadText.Report(Results.Load(1, read, changed, unchanged, [.. Enumerable.Repeat("No.", rejected)]).Report).First();
        long[] numbers = [.. Number().Matches(line[..line.IndexOf(", in", StringComparison.Ordinal)])
            .Select(m => long.Parse(m.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
        Assert.Equal(5, numbers.Length);
        Assert.Equal(numbers[0], numbers[1..].Sum());
    }

    [Fact]
    public void A_summary_is_one_line_of_JSON_with_these_keys_in_this_order() => Assert.Equal(
        """{"run":null,"statement":2,"target":"contactTags@ac","status":"failed","read":12,"changed":9,"unchanged":1,"rejected":1"""
        + ""","notSent":1,"unmatched":0,"calls":42,"seconds":12.34}""",
        SummaryLine.Of(2, Results.Load(2, 12, 9, 1, ["No."]).Report));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.7, "1 min 0 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3_780, "1 h 3 min")]
    public void A_time_is_told_as_a_person_would(double seconds, string expected) =>
        Assert.Equal(expected, Quantity.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Progress_tells_rows_calls_and_seconds_left()
    {
        Assert.Equal(
            "writing contactTags@ac  [#####...............]  2,500 of 10,000 rows, 12 calls, 39 s left",
            ProgressLine.Text(new StatementProgress(
                2, ProgressPhase.Writing, "contactTags@ac", 2_500, 10_000, 12, TimeSpan.FromSeconds(39.2))));
        Assert.Equal(
            "reading contacts@ac  1 row, 1 call",
            ProgressLine.Text(new StatementProgress(1, ProgressPhase.Reading, "contacts@ac", 1, null, 1, null)));
    }

    [Fact]
    public void Progress_is_drawn_over_itself_within_the_width_and_wiped_out()
    {
        var capture = new Capture(errorTerminal: true, width: 12);
        var line = new ProgressLine(capture.Screen);
        line.Report(new StatementProgress(1, ProgressPhase.Reading, "contacts@ac", 1, null, 1, null));
        line.Hide(muted: true);
        line.Report(new StatementProgress(1, ProgressPhase.Reading, "tags@ac", 1, null, 1, null));
        line.Hide();
        Assert.Equal("\rreading co…\e[K\r\e[K", capture.Error);
    }

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Number();
}
