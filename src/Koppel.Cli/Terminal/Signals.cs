using System.Runtime.InteropServices;
using Koppel.Cli.Faults;

namespace Koppel.Cli.Terminal;

/// <summary>
/// Passes the process's Ctrl-C, SIGTERM and SIGHUP on to its <see cref="Interruption"/>. A terminal that is closed sends SIGHUP; under
/// <c>nohup</c> that is ignored, and stays so.
/// </summary>
sealed class Signals : IDisposable
{
    readonly Interruption _interruption;
    readonly PosixSignalRegistration _interrupt;
    readonly PosixSignalRegistration _terminate;
    readonly PosixSignalRegistration _hangUp;

    /// <summary>Listens from now on.</summary>
    public Signals(Interruption interruption)
    {
        _interruption = interruption;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Signalled);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Signalled);
        // .NET leaves a signal alone that is ignored when it starts.
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Signalled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
    }

    void Signalled(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_interruption.Signal(ends: context.Signal != PosixSignal.SIGINT)) Environment.Exit(ExitCode.Interrupted);
    }
}
