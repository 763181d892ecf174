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
        string[] kinds = [.. Kinds(FaultRule.Parse).Union(Kinds(FaultRule.ParseSalesforce))];
        Assert.Equal(Enum.GetValues<FaultKind>().Length, kinds.Length);
        foreach (var kind in kinds) Assert.Contains($"| `{kind}` |", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_names_every_switch_of_the_Salesforce_sandbox()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "sandbox.md"), TestContext.Current.CancellationToken);
        string[] plain =
        [
            "Port", "Seed", "TimeScale", "Faults", "FaultSeed", "Time", "Latency", "Token", "Username", "Password", "ClientId",
            "ClientSecret", "RefreshToken",
        ];
        var switches = typeof(SalesforceOptions).GetProperties().Select(property => property.Name).Except(plain).ToArray();
        Assert.True(switches.Length >= 8, "There are fewer switches than there were.");
        foreach (var name in switches) Assert.Contains($"`{name}", page, StringComparison.Ordinal);
    }

    static string[] Kinds(Func<string, FaultRule> parse) =>
        Assert.Throws<FormatException>(() => parse("x:1")).Message.Split("The kinds are ")[1].TrimEnd('.').Split(' ');

    static string Here([CallerFilePath] string file = "") => file;
}
