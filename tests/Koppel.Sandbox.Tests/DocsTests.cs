using System.Runtime.CompilerServices;

namespace Koppel.Sandbox.Tests;

public sealed class DocsTests
{
    [Fact]
    public async Task The_page_names_every_switch_and_every_fault()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "sandbox.md"), TestContext.Current.CancellationToken);
        string[] plain = ["Port", "Seed", "TimeScale", "Faults", "FaultSeed", "SnapshotFile", "Token", "Time", "Latency", "OutboxFolder"];
        var switches = typeof(SandboxOptions).GetProperties().Select(property => property.Name)
            .Where(name => name != "EqualityContract" && !plain.Contains(name)).ToArray();
        Assert.True(switches.Length >= 13, "There are fewer switches than there were.");
        foreach (var name in switches) Assert.Contains($"- **`{name}`**", page, StringComparison.Ordinal);
        var kinds = Assert.Throws<FormatException>(() => FaultRule.Parse("x:1")).Message.Split("The kinds are ")[1].TrimEnd('.').Split(' ');
        Assert.Equal(Enum.GetValues<FaultKind>().Length, kinds.Length);
        foreach (var kind in kinds) Assert.Contains($"| `{kind}` |", page, StringComparison.Ordinal);
    }

    static string Here([CallerFilePath] string file = "") => file;
}
