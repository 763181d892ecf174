using System.Runtime.InteropServices;

namespace Koppel.Cli;

/// <summary>Passes the process's Ctrl-C and SIGTERM on to its <see cref="Interruption"/>.</summary>
sealed class Signals : IDisposable
{
    readonly Interruption _interruption;
    readonly PosixSignalRegistration _interrupt;
    readonly PosixSignalRegistration _terminate;

    /// <summary>Listens from now on.</summary>
    public Signals(Interruption interruption)
    {
        _interruption = interruption;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Signalled);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Signalled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    void Signalled(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_interruption.Signal()) Environment.Exit(ExitCode.Interrupted);
    }
}
