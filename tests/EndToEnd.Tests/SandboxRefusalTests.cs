namespace Koppel.EndToEnd.Tests;

/// <summary>A sandbox that cannot be served.</summary>
public sealed class SandboxRefusalTests
{
    [Theory]
    [InlineData("--seed", "0", "Seed must be at least 1")]
    [InlineData("--time-scale", "0", "TimeScale must be above 0")]
    [InlineData("--fault", "500:2", "500:2")]
    [InlineData("--port", "70000", "65535")]
    public async Task It_is_refused_with_the_reason(string option, string value, string reason)
    {
        var run = await Koppel.RunAsync("sandbox", option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_is_no_snapshot_is_refused()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no snapshot");

        var run = await Koppel.RunAsync("sandbox", "--snapshot", file);

        File.Delete(file);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
    }
}
