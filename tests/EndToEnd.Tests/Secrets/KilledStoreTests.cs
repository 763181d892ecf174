namespace Koppel.EndToEnd.Tests.Secrets;

/// <summary>A process that is killed while it stores a secret.</summary>
public sealed class KilledStoreTests
{
    [Fact]
    public async Task Whenever_it_is_killed_the_secret_is_the_old_one_or_the_new_one_and_the_next_can_store()
    {
        using var home = new SecretHome();
        await home.SetAsync("A", "value 0");
        var random = new Random(7);
        for (var i = 1; i <= 12; i++)
        {
            using var process = Koppel.Start(home.Folder, ["secrets", "set", "A"], home.Variables, input: $"value {i}");
            await Task.WhenAny(process.WaitForExitAsync(TestContext.Current.CancellationToken),
                Task.Delay(random.Next(50, 500), TestContext.Current.CancellationToken));
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var found = new Engine.Secrets.SecretFile(new Engine.Secrets.SecretOptions
            {
                File = home.File, Environment = home.Variables.GetValueOrDefault,
            }).Find("A");
            Assert.Matches($"^value ({string.Join('|', Enumerable.Range(0, i + 1))})$", found);
        }
        await home.SetAsync("A", "the last");
        Assert.Equal(["secrets.json", "secrets.json.lock"], Directory.GetFiles(home.Folder).Select(Path.GetFileName).Order());
    }
}
