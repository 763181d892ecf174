using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Secrets;

/// <summary>Many that write and renew at once, each with a store of its own as processes have.</summary>
public sealed class SecretRenewalTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-secrets-").FullName;

    [Fact]
    public void Writers_at_the_same_time_lose_nothing()
    {
        Open().Store("A0", "0");
        Parallel.For(1, 20, i => Open().Store($"A{i}", $"{i}"));
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal($"{i}", Open().Find($"A{i}")));
    }

    [Fact]
    public async Task A_secret_is_renewed_by_one_at_a_time_and_others_see_the_new_one()
    {
        Open().Store("REFRESH", "token 0");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            ISecretStore store = Open();
            using var held = await store.HoldAsync("REFRESH");
            var number = int.Parse(store.Find("REFRESH")![6..], System.Globalization.CultureInfo.InvariantCulture);
            await Task.Yield();
            store.Store("REFRESH", $"token {number + 1}");
        })));
        Assert.Equal("token 8", Open().Find("REFRESH"));
    }

    [Fact]
    public async Task Who_waits_for_the_right_to_renew_can_be_stopped()
    {
        using var held = await Open().HoldAsync("A");
        using var stop = new CancellationTokenSource();
        var waiting = Open().HoldAsync("A", stop.Token).AsTask();
        using var other = await Open().HoldAsync("B");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    SecretFile Open() => new(new SecretOptions
    {
        File = Path.Combine(_folder, "secrets.json"),
        Environment = name => name == SecretOptions.KeyVariable ? Convert.ToBase64String(new byte[32]) : null,
    });
}
