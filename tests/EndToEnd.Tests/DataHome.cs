using System.Runtime.CompilerServices;

namespace Koppel.EndToEnd.Tests;

/// <summary>Where koppel keeps what it has for a user: not among the user's own.</summary>
static class DataHome
{
    // Before anything else, for all commands in this process and for the processes that it starts.
    [ModuleInitializer]
    internal static void Set() =>
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Path.Combine(Path.GetTempPath(), "koppel-tests-data"));
}
