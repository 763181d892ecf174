using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Checking;
using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Setup;

/// <summary>Tests connections all at once, and tells what came of it.</summary>
static class ConnectionChecks
{
    /// <summary>The columns of <see cref="Row"/>.</summary>
    public static readonly string[] Columns = ["connection", "type", "result", "detail", "warning"];

    /// <summary>Tests them, and gives what came of each, in their order.</summary>
    public static Task<ConnectionTest[]> RunAsync(
        KoppelEngine engine, IEnumerable<ConnectionSettings> connections, CancellationToken cancellationToken) =>
        Task.WhenAll(connections.Select(c => engine.TestAsync(c, cancellationToken)));

    /// <summary>A test as a row.</summary>
    public static string[] Row(ConnectionTest test) =>
        [test.Connection, test.Type, test.Fault is null ? "ok" : "failed", Detail(test), string.Join(' ', test.Warnings)];

    /// <summary>Tells a person what does not work, or soon will not.</summary>
    public static void Say(Screen screen, ConnectionTest test)
    {
        if (test.Fault is not null) screen.Say($"{test.Connection}: {Detail(test)}");
        foreach (var warning in test.Warnings) screen.Say($"{test.Connection}: {warning}");
    }

    /// <summary>The code that the process ends with.</summary>
    public static int Code(IEnumerable<ConnectionTest> tests) =>
        tests.Any(t => t.Fault is not null) ? ExitCode.NoConnection : ExitCode.Done;

    static string Detail(ConnectionTest test) => test.Fault is null ? test.Found : FaultText.Of(test.Fault);
}
