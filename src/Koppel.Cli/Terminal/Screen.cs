using Koppel.Cli.Faults;
using Koppel.Output;
using Microsoft.Win32.SafeHandles;

namespace Koppel.Cli.Terminal;

/// <summary>Where a command runs and writes: data to stdout, talk to stderr; and what is known of the terminal.</summary>
sealed class Screen
{
    /// <summary>A screen.</summary>
    /// <param name="output">Gets data.</param>
    /// <param name="error">Gets talk.</param>
    public Screen(Stream output, TextWriter error) => (Output, Error, Net) = (output, error, new FaultNet(Say));

    /// <summary>Data.</summary>
    public Stream Output { get; }

    /// <summary>Talk.</summary>
    public TextWriter Error { get; }

    /// <summary>The folder in which the command runs; null for that of the process.</summary>
    public string? Folder { get; init; }

    /// <summary>A person reads stdout.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>A person reads stderr.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>A person can answer on stdin.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Waits for a line on stdin, and gives null at its end.</summary>
    public Func<string?> ReadLine { get; init; } = () => null;

    /// <summary>
    /// Lets the question be shown, waits for a line on stdin that is not shown while it is typed, and gives null at its end.
    /// </summary>
    public Func<Action, CancellationToken, string?> ReadHidden { get; init; } = (_, _) => null;

    /// <summary>Opens stdin, for a command that takes it as a whole.</summary>
    public Func<Stream> OpenInput { get; init; } = () => Stream.Null;

    /// <summary>Throws away what was typed and not read yet.</summary>
    public Action ForgetKeys { get; init; } = () => { };

    /// <summary>A person can be asked something, and sees the question.</summary>
    public bool CanAsk => InputIsTerminal && ErrorIsTerminal;

    /// <summary>A person was asked something.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>What a Ctrl-C means now.</summary>
    public Interruption Interruption { get; private init; } = new();

    /// <summary>Tells faults that nobody expected.</summary>
    public FaultNet Net { get; }

    /// <summary>The terminal's width in cells. The default is 80.</summary>
    public int Width { get => Measure?.Invoke().Width ?? field; init; } = 80;

    /// <summary>The terminal's height in rows. The default is 24.</summary>
    public int Height => Measure?.Invoke().Height ?? 24;

    /// <summary>Measures the terminal, where it may become another size while the command runs; null where it may not.</summary>
    public Func<(int Width, int Height)>? Measure { get; init; }

    /// <summary>Bold and dim may be used on a terminal: the variable NO_COLOR is not set.</summary>
    public bool Styles { get; init; }

    /// <summary>The process's own.</summary>
    public static Screen OfProcess()
    {
        var (output, error) = (!Console.IsOutputRedirected, !Console.IsErrorRedirected);
        if ((output || error) && OperatingSystem.IsWindows()) Console.OutputEncoding = TextEncoding.Utf8;
        return new Screen(
            OpenOutput(output),
            new StreamWriter(new TalkStream(Console.OpenStandardError()), TextEncoding.Utf8) { AutoFlush = true, NewLine = "\n" })
        {
            OutputIsTerminal = output,
            ErrorIsTerminal = error,
            InputIsTerminal = !Console.IsInputRedirected,
            ReadLine = Console.ReadLine,
            ReadHidden = HiddenLine.Read,
            OpenInput = Console.OpenStandardInput,
            ForgetKeys = TypedKeys.Forget,
            Width = output || error ? TerminalSize.Width : 80,
            Styles = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                && Environment.GetEnvironmentVariable("TERM") != "dumb",
        };
    }

    /// <summary>
    /// The same screen for a prompt: it is measured anew whenever something is laid out, and answers are read by another reader.
    /// </summary>
    /// <param name="readLine">Waits for a line, and gives null at its end or when it is to stop.</param>
    public Screen ForPrompt(Func<string?> readLine)
    {
        var screen = new Screen(Output, Error)
        {
            Folder = Folder,
            OutputIsTerminal = OutputIsTerminal,
            ErrorIsTerminal = ErrorIsTerminal,
            InputIsTerminal = InputIsTerminal,
            ReadLine = readLine,
            ReadHidden = ReadHidden,
            OpenInput = OpenInput,
            ForgetKeys = ForgetKeys,
            Interruption = Interruption,
            Measure = Measure ?? (() => (TerminalSize.Width, TerminalSize.Height)),
            Styles = Styles,
        };
        (screen.Net.Command, screen.Net.StateFolder) = (Net.Command, Net.StateFolder);
        WasAsked = true; // The terminal is read from.
        return screen;
    }

    /// <summary>The full path of a file or folder that the command line names.</summary>
    public string PathOf(string name) => Path.GetFullPath(Folder is null || name.Length == 0 ? name : Path.Combine(Folder, name));

    /// <summary>Writes a line of talk; on a terminal it is broken between words.</summary>
    public void Say(string line)
    {
        var plain = PlainText.Of(line);
        if (!ErrorIsTerminal) Error.WriteLine(plain);
        else foreach (var part in WrappedText.Of(plain, Width)) Error.WriteLine(part);
    }

    /// <summary>Writes a line of talk as it is, such as one with marks below it.</summary>
    public void SayWhole(string line) => Error.WriteLine(PlainText.Of(line));

    /// <summary>Asks a person, and gives the line of the answer; null when there is none.</summary>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        // What was typed while a load was read and planned is no answer to a question that nobody had seen.
        if (InputIsTerminal) ForgetKeys();
        WasAsked = true;
        await Error.WriteAsync(PlainText.Of(question).AsMemory(), cancellationToken);
        try
        {
            // A console's line cannot be waited for otherwise; a Ctrl-C must not have to wait for it.
            return await Task.Run(ReadLine, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await Error.WriteLineAsync(); // What is said next does not stand behind the question.
            throw;
        }
    }

    /// <summary>Asks a person for something that is not shown while it is typed; null when there is no answer.</summary>
    public string? AskHidden(string question)
    {
        WasAsked = true;
        try
        {
            return ReadHidden(() => Error.Write(PlainText.Of(question)), Interruption.Token);
        }
        finally
        {
            Error.WriteLine(); // The one that was typed is not shown either.
        }
    }

    /// <summary>Whether a fault says that the reader of stdout went away.</summary>
    public static bool IsClosedOutput(IOException fault) =>
        fault.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);

    // The console's own stream keeps silent when the reader of a pipe went away, and a query would go on for nobody.
    static Stream OpenOutput(bool terminal)
    {
        if (terminal || OperatingSystem.IsWindows()) return new StandardStream(Console.OpenStandardOutput());
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new StandardStream(pipe.CanSeek ? Console.OpenStandardOutput() : pipe);
    }
}
