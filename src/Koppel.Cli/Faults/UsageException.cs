namespace Koppel.Cli.Faults;

/// <summary>The command line asks for something that cannot be done; the message says what to write instead.</summary>
sealed class UsageException(string message) : Exception(message);
