using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests;

public sealed class SnapshotTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("koppel-sandbox-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_snapshot_holds_all_and_brings_all_back()
    {
        await using var sandbox = await Caller.WithClockAsync();
        await sandbox.PutAsync("contacts/2", """{"contact":{"firstName":"Zoë \"/\""}}""");
        await sandbox.DeleteAsync("contacts/3");
        await sandbox.PostAsync("tags", """{"tag":{"tag":"Hidden"}}""");
        var batch = await sandbox.ImportAsync("""{"email":"a@example.com","customer_acct_name":"Acme","tags":["Test"]}""");
        var snapshot = await sandbox.GetAsync("/_sandbox/snapshot");
        await using var other = await Caller.WithClockAsync(new() { Seed = 1 });
        Assert.Equal(200, (await other.PutAsync("/_sandbox/snapshot", snapshot.Body)).Status);
        Assert.Equal(snapshot.Body, (await other.GetAsync("/_sandbox/snapshot")).Body);
        other.Time!.Advance(TimeSpan.FromSeconds(6));
        var info = (await other.GetAsync("import/info?batchId=" + batch)).Json;
        Assert.Equal(("completed", "101"), (info["status"]!.GetValue<string>(), info["success"]![0]!.GetValue<string>()));
        Assert.Equal("Acme", (await other.GetAsync("contacts/101")).Json["contact"]!["orgname"]!.GetValue<string>());
        Assert.Equal(["Acme"], (await other.GetAsync("accounts?search=acme")).Column("accounts", "name"));
        Assert.Equal(404, (await other.GetAsync("contacts/3")).Status);
    }

    [Fact]
    public async Task An_id_is_not_given_twice_even_after_a_snapshot()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.DeleteAsync("contacts/100");
        await sandbox.PutAsync("/_sandbox/snapshot", (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
        var created = await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        Assert.Equal("101", created.Json["contact"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_snapshot_of_before_there_were_accounts_brings_those_that_its_contacts_name()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 4 });
        var old = (await sandbox.GetAsync("/_sandbox/snapshot")).Json.AsObject();
        old.Remove("accounts");
        old.Remove("nextAccount");
        old.Remove("accountContacts");
        foreach (var (contact, id, name) in new[] { (1, 2, "Second"), (2, 1, "First"), (3, 2, "Second") })
        {
            old["contacts"]![contact]!["organizationId"] = id;
            old["contacts"]![contact]!["organizationName"] = name;
        }

        Assert.Equal(200, (await sandbox.PutAsync("/_sandbox/snapshot", old.ToJsonString())).Status);

        var accounts = await sandbox.GetAsync("accounts?count_deals=true");
        Assert.Equal(["First: 1", "Second: 2"],
            accounts.Column("accounts", "name").Zip(accounts.Column("accounts", "contactCount"), (name, count) => $"{name}: {count}"));
        Assert.Equal("First", (await sandbox.GetAsync("contacts/3")).Json["contact"]!["orgname"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_is_written_at_the_end_and_read_at_the_start()
    {
        var file = Path.Combine(folder, "state.json");
        await using (var first = await Caller.FastAsync(new() { Seed = 5, SnapshotFile = file }))
        {
            Assert.False(File.Exists(file));
            await first.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
        }

        Assert.Equal([file], Directory.GetFiles(folder));
        await using var second = await Caller.FastAsync(new() { Seed = 50, SnapshotFile = file });
        Assert.Equal(5, second.Server.GetStats().Contacts);
        Assert.Equal(["1"], (await second.GetAsync("contacts/1/contactTags")).Column("contactTags", "tag"));
    }

    [Fact]
    public async Task A_file_that_is_no_snapshot_is_refused_by_name()
    {
        var file = Path.Combine(folder, "broken.json");
        await File.WriteAllTextAsync(file, "{", TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => Caller.FastAsync(new() { SnapshotFile = file }));
        Assert.Contains($"The snapshot file '{file}' cannot be used.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("{", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("contacts", "id", "1")]
    [InlineData("contacts", "email", "\"john.doe@acme.com\"")]
    [InlineData("tags", "name", "\"Test\"")]
    [InlineData("contactTags", "contact", "999")]
    [InlineData("contactTags", "tag", "999")]
    [InlineData("contactTags", "id", "1")]
    [InlineData("accounts", "id", "1")]
    [InlineData("contacts", "organizationId", "99")]
    [InlineData("", "version", "2")]
    [InlineData("", "contacts", "null")]
    public async Task A_snapshot_that_does_not_hold_together_changes_nothing(string list, string key, string value)
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 20 });
        var before = await sandbox.GetAsync("/_sandbox/snapshot");
        var snapshot = before.Json;
        (list.Length == 0 ? snapshot : snapshot[list]![5]!)[key] = JsonNode.Parse(value);
        var refused = await sandbox.PutAsync("/_sandbox/snapshot", snapshot.ToJsonString());
        Assert.Equal(400, refused.Status);
        Assert.Contains("snapshot", refused.Json["message"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before.Body, (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
    }
}
