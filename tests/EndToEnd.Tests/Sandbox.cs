using System.Net.Http.Json;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.EndToEnd.Tests;

/// <summary>A sandbox in this process, and a folder to work in.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-tests-");

    Sandbox(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The value of <c>--connect</c> for the connection ac.</summary>
    public string Connect => $"ac=activecampaign;url={Server.Url};token={Server.Token}";

    /// <summary>Starts it.</summary>
    public static Task<Sandbox> StartAsync(int contacts = 100, double timeScale = 50, params string[] faults) =>
        StartAsync(new SandboxOptions { Seed = contacts, TimeScale = timeScale, Faults = [.. faults.Select(FaultRule.Parse)] });

    /// <summary>Starts one whose calls can be counted: at its quick pace no call is refused for overtaking another.</summary>
    public static Task<Sandbox> StartCountedAsync(int contacts = 100) =>
        StartAsync(new SandboxOptions { Seed = contacts, TimeScale = 50, RefusesTooMany = false });

    /// <summary>
    /// Starts it with options of its own; little is in it, so that what a test made can be counted, unless it is to have all that a user's
    /// has.
    /// </summary>
    public static async Task<Sandbox> StartAsync(SandboxOptions options, bool plain = true) =>
        new(await SandboxServer.StartAsync(options with { Plain = plain }));

    /// <summary>Lets calls fail from now on, or none any more.</summary>
    public async Task SetFaultsAsync(params string[] faults)
    {
        using var http = new HttpClient();
        (await http.PutAsJsonAsync(new Uri(Server.Url, "/_sandbox/faults"), faults)).EnsureSuccessStatusCode();
    }

    /// <summary>Writes a file into the folder; gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command in the folder with the connection ac, in this process.</summary>
    public Task<Koppel> RunAsync(params string[] arguments) => Koppel.RunInAsync(Folder, [.. arguments, "--connect", Connect]);

    /// <summary>Runs a process of koppel's in the folder with the connection ac.</summary>
    public Task<Koppel> ProcessAsync(params string[] arguments) => Koppel.ProcessAsync(Folder, [.. arguments, "--connect", Connect]);

    /// <summary>The calls that change something.</summary>
    public long Writes => Server.GetStats().ByRoute.Where(r => !r.Key.StartsWith("GET ", StringComparison.Ordinal)).Sum(r => r.Value);

    /// <summary>How often a route was called.</summary>
    public long Count(string route) => Server.GetStats().ByRoute.GetValueOrDefault(route);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Books.CheckLedger(Path.Combine(Folder, ".koppel"));
        _folder.Delete(recursive: true);
    }
}
