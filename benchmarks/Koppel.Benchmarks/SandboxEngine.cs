using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>An engine in this process whose connection <c>ac</c> is a sandbox.</summary>
internal static class SandboxEngine
{
    /// <summary>Opens one, uses it, and leaves nothing behind.</summary>
    /// <param name="options">How the sandbox behaves.</param>
    /// <param name="use">What is done with the engine.</param>
    public static async Task UseAsync(SandboxOptions options, Func<KoppelEngine, Task> use)
    {
        await using var sandbox = await SandboxServer.StartAsync(options);
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            var read = ConfigurationReader.Read(new ConfigurationSource
            {
                Connectors = All.Connectors, WorkingFolder = folder.FullName,
                Connect = [$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}"],
            });
            await using var engine = new KoppelEngine(new EngineOptions
            {
                Connectors = All.Connectors, Connections = read.Connections, BaseFolder = folder.FullName, StateFolder = folder.FullName,
            });
            await use(engine);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
