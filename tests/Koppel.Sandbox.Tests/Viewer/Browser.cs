using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.Tests.Viewer;

/// <summary>Runs a script of tests/npm/viewer, which drives a headless Chromium over the viewer.</summary>
static class Browser
{
    /// <summary>Runs a script against a sandbox; node, Chromium and the packages of tests/npm must be there.</summary>
    public static Task RunAsync(string script, SandboxServer sandbox) => RunAsync(sandbox.Viewer, script);

    /// <summary>Runs a script against a viewer, with more arguments.</summary>
    public static Task RunAsync(Uri viewer, string script, params string[] more) =>
        NodeScript.RunAsync(Path.Combine("viewer", script), [viewer.ToString(), NodeScript.Chromium(), .. more]);
}
