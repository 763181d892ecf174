using Koppel.Cli.Terminal;

namespace Koppel.Cli.Tests;

public sealed class InterruptionTests
{
    readonly Interruption _interruption = new();

    (bool Stop, bool Token) State => (_interruption.IsStopping, _interruption.Token.IsCancellationRequested);

    [Fact]
    public void While_only_reading_the_first_signal_cuts_off_and_the_second_ends_the_process()
    {
        Assert.True(_interruption.Signal());
        Assert.Equal((true, true), State);
        Assert.False(_interruption.Signal());
    }

    [Fact]
    public void While_a_load_sends_the_first_is_gentle_the_second_cuts_off_and_the_third_ends_the_process()
    {
        var said = 0;
        _interruption.SetGentle(() =>
        {
            said++;
            return true;
        });
        Assert.True(_interruption.Signal());
        Assert.Equal(((true, false), 1), (State, said));
        Assert.True(_interruption.Signal());
        Assert.Equal(((true, true), 1), (State, said));
        Assert.False(_interruption.Signal());
    }

    [Fact]
    public void Behind_the_load_the_next_signal_cuts_off_what_reads()
    {
        _interruption.SetGentle(() => true);
        _interruption.Signal();
        _interruption.SetGentle(null);
        Assert.True(_interruption.Signal());
        Assert.Equal((true, true), State);
    }

    [Fact]
    public void At_a_prompt_a_signal_is_for_the_statement_that_runs_and_none_for_the_next_nor_for_the_process()
    {
        _interruption.Renew();
        Assert.True(_interruption.Signal());
        Assert.True(_interruption.Signal());
        Assert.Equal((true, true), State);
        _interruption.Renew();
        Assert.Equal((false, false), State);
        Assert.False(_interruption.IsEnding);
    }

    [Fact]
    public void At_a_prompt_a_signal_that_means_the_process_ends_it()
    {
        _interruption.Renew();
        Assert.True(_interruption.Signal(ends: true));
        _interruption.Renew();
        Assert.Equal((true, true), State);
        Assert.True(_interruption.IsEnding);
        Assert.False(_interruption.Signal(ends: true));
    }
}
