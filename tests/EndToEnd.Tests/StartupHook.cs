using System.Diagnostics.CodeAnalysis;

/// <summary>
/// What .NET runs before a program when DOTNET_STARTUP_HOOKS names this assembly: it lets a thread, or a task that nobody waits for, fail
/// within koppel, as a fault of the program would, or writes down which assemblies are loaded. The name, without a namespace, is .NET's.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The name is .NET's.")]
internal static class StartupHook
{
    /// <summary>The variable that says what is to fail.</summary>
    public const string Variable = "KOPPEL_TESTS_FAIL";

    /// <summary>The variable that names the file for the names of the assemblies that are loaded.</summary>
    public const string Loaded = "KOPPEL_TESTS_LOADED";

    /// <summary>Begins it, a little later than the program.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Loaded) is { } file)
        {
            AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
            {
                lock (Loaded) File.AppendAllLines(file, [loaded.LoadedAssembly.GetName().Name ?? ""]);
            };
        }
        if (Environment.GetEnvironmentVariable(Variable) != "thread") return;
        new Thread(() =>
        {
            Thread.Sleep(1_500);
            throw new InvalidTimeZoneException("s3cret");
        }).Start();
    }
}
