using System.Globalization;

namespace Koppel.Cli.Faults;

/// <summary>
/// The last net: what no other code knows how to tell ends here, in a sentence with a code to look up and the place of a file with the
/// details. Safe to use from many threads.
/// </summary>
/// <param name="say">Gets the sentences.</param>
/// <param name="time">The clock; null for the system's.</param>
sealed class FaultNet(Action<string> say, TimeProvider? time = null)
{
    int _ended;

    /// <summary>The command's word; none before the command line is read.</summary>
    public string Command { get; set; } = "none";

    /// <summary>The state folder, where there may be one.</summary>
    public string? StateFolder { get; set; }

    /// <summary>
    /// Whether a fault is the machine's: a disk that is full, a file that may not be read. An assembly that cannot be loaded is none of
    /// these.
    /// </summary>
    public static bool IsOfTheMachine(Exception fault) =>
        fault is UnauthorizedAccessException
            || (fault is IOException and not FileLoadException && fault is not FileNotFoundException { FusionLog: not null });

    /// <summary>Tells a fault that nobody expected, and gives the exit code.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="statement">The number of the statement that was being run, or null.</param>
    public int Tell(Exception fault, int? statement = null)
    {
        var where = statement is null ? "" : string.Create(CultureInfo.InvariantCulture, $" in statement {statement}");
        say($"{What(FaultCode.Root(fault))}{where}: {FaultCode.Of(fault)}.");
        say($"  {Details(fault, statement)}");
        return ExitCode.Fault;
    }

    /// <summary>A fault of the machine as a sentence.</summary>
    public static string OfTheMachine(Exception fault) =>
        $"A file or a stream cannot be read or written: {fault.Message.TrimEnd('.')}. Check that it may be used, and that there is room.";

    /// <summary>
    /// Catches what would end the process from a thread of its own, and tells of tasks that failed with nobody waiting for them. For the
    /// program's own screen only, once.
    /// </summary>
    public void WatchProcess()
    {
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            // A second one, while the first is being told, would end the process in the middle of the sentence.
            if (Interlocked.Exchange(ref _ended, 1) != 0) Thread.Sleep(Timeout.Infinite);
            Tell(unhandled.ExceptionObject as Exception ?? new InvalidOperationException("Something was thrown that is no exception."));
            Environment.Exit(ExitCode.Fault);
        };
        TaskScheduler.UnobservedTaskException += (_, unobserved) =>
        {
            unobserved.SetObserved();
            // What was cut off on purpose.
            if (FaultCode.Root(unobserved.Exception) is OperationCanceledException or ObjectDisposedException or IOException) return;
            say($"note: something in the background failed, which what was asked for did not wait for: "
                + $"{FaultCode.Of(unobserved.Exception)}.");
            say($"  {Details(unobserved.Exception, statement: null)}");
        };
    }

    static string What(Exception fault) => fault switch
    {
        OutOfMemoryException => "There is not enough memory to go on",
        InsufficientExecutionStackException => "Something is nested too deeply to be read",
        DllNotFoundException or BadImageFormatException or FileLoadException or FileNotFoundException =>
            "A part of the program is missing or does not fit this machine; install Koppel anew",
        _ => $"This is a fault of Koppel itself, not of what you asked for ({fault.GetType().Name})",
    };

    string Details(Exception fault, int? statement)
    {
        try
        {
            var path = FaultFile.Write(fault, new FaultScene(Command, statement), StateFolder, (time ?? TimeProvider.System).GetUtcNow());
            return $"The details, without data or secrets, are in {path}. Report the code with that file.";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"The details could not be written ({unwritable.Message.TrimEnd('.')}). Report the code: {FaultCode.MadeOf(fault)}.";
        }
    }
}
