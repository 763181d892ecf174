using Koppel.Engine.GuidedLoads;

namespace Koppel.Engine.Tests.GuidedLoads;

/// <summary>What a column is proposed to be, and whether one can rely on how sure that is said to be.</summary>
public sealed class ProposalTests
{
    static readonly IReadOnlyList<HeadingCase> s_all = [.. HeadingCase.English, .. HeadingCase.Dutch];

    [Fact]
    public void Of_nearly_eighty_columns_of_people_nine_of_ten_are_right()
    {
        var wrong = s_all.Select(c => (Case: c, Is: Proposed(c))).Where(c => !IsRight(c.Case, c.Is)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', wrong.Select(w =>
            $"{w.Case.Heading}: {w.Is.Use} {w.Is.Target} {w.Is.Sure} {w.Is.Why}, and is {w.Case.Use} {w.Case.Target}")));
        TestContext.Current.TestOutputHelper?.WriteLine($"{s_all.Count - wrong.Count} of {s_all.Count}");
        Assert.True(wrong.Count * 10 <= s_all.Count, string.Join(", ", wrong.Select(w => w.Case.Heading)));
    }

    [Fact]
    public void Of_headings_that_nobody_prepared_it_for_what_it_proposes_is_right_and_the_rest_is_left_to_the_person()
    {
        var told = HardHeadings.All.Select(c => (Case: c, Is: Proposed(c))).ToList();
        var proposed = told.Where(t => t.Is.Use != ColumnUse.Ignore).ToList();
        var right = proposed.Count(t => IsRight(t.Case, t.Is));
        var meant = HardHeadings.All.Count(c => c.Use != ColumnUse.Ignore);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', told.Where(t => !IsRight(t.Case, t.Is)).Select(t =>
            $"{t.Case.Heading}: {t.Is.Use} {t.Is.Target} {t.Is.Sure} {t.Is.Why}, and is {t.Case.Use} {t.Case.Target}")));
        TestContext.Current.TestOutputHelper?.WriteLine($"proposed {proposed.Count}, right {right}, of {meant}");
        Assert.True(right >= 0.9 * proposed.Count, $"{right} of {proposed.Count}");
        Assert.True(right >= 0.6 * meant, $"{right} of {meant}");
        Assert.All(proposed.Where(t => t.Is.Sure >= 0.9), t => Assert.True(IsRight(t.Case, t.Is), $"{t.Is}"));
    }

    [Fact]
    public void What_is_said_to_be_nearly_sure_is_right()
    {
        var told = s_all.Select(c => (Case: c, Is: Proposed(c))).Where(c => c.Is.Sure >= 0.9).ToList();
        Assert.True(told.Count > 30);
        Assert.All(told, t => Assert.True(IsRight(t.Case, t.Is), $"{t.Case.Heading}: {t.Is}"));
    }

    [Fact]
    public void How_sure_it_is_said_to_be_is_how_often_it_is_right()
    {
        var told = s_all.Select(c => (Sure: Proposed(c).Sure, IsRight: IsRight(c, Proposed(c)))).ToList();
        foreach (var band in told.GroupBy(t => t.Sure >= 0.85 ? "high" : t.Sure >= 0.65 ? "middle" : "low"))
        {
            var (sure, right) = (band.Average(b => b.Sure), band.Average(b => b.IsRight ? 1.0 : 0));
            TestContext.Current.TestOutputHelper?.WriteLine($"{band.Key}: {band.Count()} columns, sure {sure:0.00}, right {right:0.00}");
            Assert.True(right >= sure - 0.15, $"{band.Key}: {sure:0.00} said, {right:0.00} right");
        }
    }

    [Fact]
    public void No_opt_out_becomes_a_tag_and_no_address_a_second_key()
    {
        var facts = new SourceFacts([.. HeadingCase.English.Where(c => c.Heading is "E-mail" or "Second e-mail" or "Unsubscribed")
            .Select(c => c.Facts())], 5, []);
        var mapping = MappingProposer.Propose("ac", facts, HeadingCase.Names);
        Assert.Equal([ColumnUse.Key, ColumnUse.Ignore, ColumnUse.Ignore], mapping.Columns.Select(c => c.Use).OrderDescending());
        Assert.Equal("E-mail", mapping.Key!.Column);
        Assert.Null(mapping.Automations);
    }

    [Fact]
    public void Of_two_columns_for_one_field_the_surer_has_it()
    {
        var two = HeadingCase.English.Where(c => c.Heading is "First Name" or "Frist name");
        var facts = new SourceFacts([.. two.Select(c => c.Facts())], 5, []);
        var columns = MappingProposer.Propose("ac", facts, HeadingCase.Names).Columns;
        Assert.Equal(("firstName", ColumnUse.Ignore, "taken"), (columns[0].Target, columns[1].Use, columns[1].Why));
    }

    static MappedColumn Proposed(HeadingCase column)
    {
        // A second address is one only beside the first.
        IEnumerable<HeadingCase> beside = column.Heading == "Second e-mail" ? [HeadingCase.English[0]] : [];
        var facts = new SourceFacts([.. beside.Prepend(column).Select(c => c.Facts())], column.Values.Length, []);
        return MappingProposer.Propose("ac", facts, HeadingCase.Names).Columns[0];
    }

    static bool IsRight(HeadingCase column, MappedColumn proposed) => proposed.Use == column.Use && proposed.Target == column.Target;
}
