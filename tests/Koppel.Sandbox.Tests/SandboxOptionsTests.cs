using System.Net;
using System.Net.Sockets;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.Tests;

public sealed class SandboxOptionsTests
{
    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var options = new SandboxOptions { Port = 70_000, Seed = 0, TimeScale = 0, Latency = TimeSpan.FromSeconds(-1), Token = "",
            ExistingTagAnswer = 201 };
        var fault =
            await Assert.ThrowsAsync<ArgumentException>(() => SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));
        foreach (var name in (string[])["Port", "Seed", "TimeScale", "Latency", "Token", "ExistingTagAnswer must be 200, 422 or 500"])
            Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_can_be_chosen_unless_it_is_taken()
    {
        var port = FreePort.Next();
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();
        await Assert.ThrowsAnyAsync<IOException>(
            () => SandboxServer.StartAsync(new() { Port = port }, TestContext.Current.CancellationToken));
        taken.Stop();
        await using var server = await SandboxServer.StartAsync(new() { Port = port }, TestContext.Current.CancellationToken);
        Assert.Equal(new Uri($"http://127.0.0.1:{port}"), server.Url);
        Assert.Equal(new Uri($"http://127.0.0.1:{port}/"), server.Viewer);
        Assert.Equal("sandbox-token", server.Token);
    }
}
