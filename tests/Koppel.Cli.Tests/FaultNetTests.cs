using System.Text.RegularExpressions;
using Koppel.Cli.Commands;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Tests;

public sealed partial class FaultNetTests : IDisposable
{
    const string Secret = "s3cret-token";

    readonly Capture _capture = new();
    readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("koppel-tests-");

    public FaultNetTests() => (_capture.Screen.Net.Command, _capture.Screen.Net.StateFolder) = ("query", _state.FullName);

    [Fact]
    public async Task A_fault_that_nobody_expected_is_a_sentence_with_a_code_and_a_file_and_ends_with_70()
    {
        var code = await RunAsync(() => throw new InvalidCastException($"Cannot read {Secret}"));

        Assert.Equal(ExitCode.Fault, code);
        var told = Told().Match(_capture.Error);
        Assert.True(told.Success, _capture.Error);
        var file = await File.ReadAllTextAsync(told.Groups["file"].Value, TestContext.Current.CancellationToken);
        Assert.Contains(told.Groups["code"].Value, file, StringComparison.Ordinal);
        foreach (var part in new[] { "command    query\n", "statement  2\n", "koppel     0.", "System.InvalidCastException",
            nameof(FaultNetTests) }) Assert.Contains(part, file, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, file + _capture.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _capture.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Statement 1 had run: table x: 12 rows.\nNothing after statement 2 was run.\n", _capture.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_for_its_owner_only_and_old_ones_go()
    {
        for (var i = 0; i < 25; i++) await RunAsync(() => throw new InvalidCastException());

        var files = Directory.GetFiles(Path.Combine(_state.FullName, "faults"));

        Assert.Equal(20, files.Length);
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_code_depends_on_the_type_and_the_place_and_not_on_what_is_said()
    {
        var codes = new List<string>();
        foreach (var message in new[] { "one", "two" })
            codes.Add(await CodeAsync(() => throw new FormatException(message)));
        codes.Add(await CodeAsync(() => throw new OverflowException("one")));

        Assert.Equal(codes[0], codes[1]);
        Assert.NotEqual(codes[0], codes[2]);
    }

    [Fact]
    public void What_a_code_is_made_of_names_the_method_as_it_stands_in_the_source()
    {
        var fault = Record.Exception(() => new List<int> { 1 }.ForEach(_ => throw new InvalidTimeZoneException()));

        Assert.Equal(
            $"System.InvalidTimeZoneException at "
                + $"Koppel.Cli.Tests.FaultNetTests.{nameof(What_a_code_is_made_of_names_the_method_as_it_stands_in_the_source)}",
                FaultCode.MadeOf(fault!));
        Assert.Equal(FaultCode.MadeOf(fault!), FaultCode.MadeOf(new AggregateException(fault!)));
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_written_leaves_the_folder_for_temporary_files()
    {
        await File.WriteAllTextAsync(Path.Combine(_state.FullName, "faults"), "no folder", TestContext.Current.CancellationToken);

        await RunAsync(() => throw new InvalidCastException());

        var file = Told().Match(_capture.Error).Groups["file"].Value;
        Assert.StartsWith(Path.Combine(Path.GetTempPath(), "koppel-fault-K-"), file, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData(typeof(OutOfMemoryException), "There is not enough memory to go on in statement 2: K-")]
    [InlineData(typeof(InsufficientExecutionStackException), "Something is nested too deeply to be read in statement 2: K-")]
    [InlineData(typeof(DllNotFoundException), "install Koppel anew in statement 2: K-")]
    public async Task Faults_that_have_a_reason_tell_it(Type type, string sentence)
    {
        Assert.Equal(ExitCode.Fault, await RunAsync(() => throw (Exception)Activator.CreateInstance(type)!));
        Assert.Contains(sentence, _capture.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_no_fault_of_Koppel()
    {
        await using var full = new FullStream();
        var screen = new Screen(full, new StringWriter { NewLine = "\n" });

        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["query", "select 1"], screen, TestContext.Current.CancellationToken));
        Assert.Equal(
            "A file or a stream cannot be read or written: No space left on device. Check that it may be used, and that there is room.\n",
            screen.Error.ToString());
    }

    [Fact]
    public void Talk_that_nobody_can_get_ends_nothing()
    {
        using var talk = new StreamWriter(new TalkStream(new FullStream())) { AutoFlush = true };
        talk.WriteLine("Nobody hears this.");
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_names_no_file_of_arguments()
    {
        Assert.NotEqual(
            ExitCode.Usage, await CommandLine.RunAsync(["query", "@no-such-file"], _capture.Screen, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("Response file", _capture.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _state.Delete(recursive: true);

    async Task<string> CodeAsync(Action work)
    {
        await RunAsync(work);
        return Told().Matches(_capture.Error)[^1].Groups["code"].Value;
    }

    async Task<int> RunAsync(Action work)
    {
        await using var sink = new ScreenSink("table", _capture.Screen);
        return await new ScriptRunner(_capture.Screen, sink).RunAsync(ResultsAsync());

        async IAsyncEnumerable<StatementResult> ResultsAsync()
        {
            await Task.Yield();
            yield return new DoneResult(1, new Done(DoneKind.Filled, "table x", 12));
            work();
        }
    }

    [GeneratedRegex(
        @"^This is a fault of Koppel itself, not of what you asked for \(\w+\) in statement 2: (?<code>K-[0-9A-Z]{6})\.\n"
        + @"  The details, without data or secrets, are in (?<file>\S+)\. Report", RegexOptions.Multiline)]
    private static partial Regex Told();

    sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            throw new IOException("No space left on device");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");
    }
}
