using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;
using Koppel.Engine.Events;
using Koppel.Engine.Statements;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Tests;

public sealed class ConfirmationTests
{
    static readonly LoadPlanned Load = new(1, "ContactTagsByEmail@ac", Plan(new PlannedRows(WriteOperation.Insert, 12_000)));

    static WritePlan Plan(params PlannedRows[] kinds) => new()
    {
        Read = 12_000, Changes = kinds.Sum(k => k.Count), Unchanged = 0, Kinds = kinds, Rejects = new RejectList(), Calls = [],
        Duration = TimeSpan.Zero,
    };

    static Screen Terminal(StringWriter error, string? answer, bool input = true, bool errors = true) =>
        new(Stream.Null, error) { InputIsTerminal = input, ErrorIsTerminal = errors, ReadLine = () => answer };

    [Theory]
    [InlineData("y", true)]
    [InlineData(" Yes ", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData("maybe", false)]
    [InlineData(null, false)]
    public async Task Only_a_yes_is_a_yes(string? answer, bool expected)
    {
        var error = new StringWriter();
        Assert.Equal(expected, await Confirmation.AskAsync(Terminal(error, answer), Load, CancellationToken.None));
        Assert.Equal("Load 12,000 rows into ContactTagsByEmail@ac? [y/N] ", error.ToString());
    }

    [Fact]
    public async Task A_question_says_what_is_done_where_that_is_not_only_inserting()
    {
        var error = new StringWriter();
        var load = Load with { Target = "contacts@ac",
            Plan = Plan(new PlannedRows(WriteOperation.Update, 9_000), new PlannedRows(WriteOperation.Delete, 1)) };
        await Confirmation.AskAsync(Terminal(error, "y"), load, CancellationToken.None);
        Assert.Equal("Change 9,001 rows of contacts@ac (update 9,000, delete 1)? [y/N] ", error.ToString());
    }

    [Fact]
    public async Task What_was_typed_before_the_question_is_thrown_away_before_it_is_asked()
    {
        var (error, typed) = (new StringWriter(), new Queue<string>(["y"]));
        var screen = new Screen(Stream.Null, error)
        {
            InputIsTerminal = true, ErrorIsTerminal = true, ReadLine = () => typed.Count > 0 ? typed.Dequeue() : null,
            ForgetKeys = () =>
            {
                Assert.Equal("", error.ToString());
                typed.Clear();
            },
        };
        Assert.False(await Confirmation.AskAsync(screen, Load, CancellationToken.None));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Nobody_is_asked_where_nobody_would_see_it_or_could_answer(bool input, bool error) =>
        Assert.Equal(Confirmations.Refuse, Confirmation.Of(Terminal(new StringWriter(), "y", input, error), yes: false));

    [Fact]
    public void The_option_answers_without_a_question()
    {
        Assert.Equal(Confirmations.Accept, Confirmation.Of(Terminal(new StringWriter(), "n"), yes: true));
        Assert.Equal(Confirmations.Ask, Confirmation.Of(Terminal(new StringWriter(), "n"), yes: false));
    }
}
