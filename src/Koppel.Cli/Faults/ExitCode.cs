using Koppel.Sdk.Connections;

namespace Koppel.Cli.Faults;

/// <summary>What the process ends with.</summary>
static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>A statement failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>All was done, and rows were rejected.</summary>
    public const int Rejects = 3;

    /// <summary>A system cannot be reached, or does not accept the credentials.</summary>
    public const int NoConnection = 4;

    /// <summary>A plan that was shown changes something, and the command was to say so.</summary>
    public const int Changes = 5;

    /// <summary>A fault of Koppel itself; stderr tells its code and where the details are.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl-C, SIGTERM, SIGHUP or a no, or the reader of stdout went away.</summary>
    public const int Interrupted = 130;

    /// <summary>The code for a statement that failed.</summary>
    public static int For(Exception fault) => fault switch
    {
        ConnectorException { Kind: ConnectorErrorKind.Unreachable or ConnectorErrorKind.Unauthorized } => NoConnection,
        OperationCanceledException => Interrupted,
        _ => Failed,
    };
}
