using Koppel.Engine.Configuration;
using Koppel.Engine.Personal;
using Koppel.Server.Uploads;
using Koppel.Server.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Server.Tests.Loads;

/// <summary>Files that are uploaded go after a time, and none is larger than it may be.</summary>
public sealed class UploadStoreTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-uploads-").FullName;
    readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-05T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_goes_after_a_week()
    {
        using var store = new UploadStore(_folder, _time);
        var first = await AddAsync(store, 10);
        _time.Advance(UploadStore.Kept - TimeSpan.FromMinutes(1));
        var second = await AddAsync(store, 10);
        Assert.Empty(store.DropOld());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([first.Id], store.DropOld());
        Assert.Equal([second.Id], store.All().Select(u => u.Id));
        Assert.Equal("upload-gone", Assert.Throws<ApiFault>(() => store.Get(first.Id)).Code);
    }

    [Fact]
    public async Task What_turns_out_to_be_too_large_leaves_nothing()
    {
        using var store = new UploadStore(_folder, _time, largest: 100_000);
        Assert.Equal(413, (await Assert.ThrowsAsync<ApiFault>(() => AddAsync(store, 100_001))).Status);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Equal(100_000, (await AddAsync(store, 100_000)).Bytes);
    }

    [Fact]
    public async Task What_is_made_here_is_held_to_the_same_size_and_what_is_old_goes_for_it()
    {
        using var store = new UploadStore(_folder, _time, largest: 100_000);
        var old = await AddAsync(store, 10);
        _time.Advance(UploadStore.Kept + TimeSpan.FromMinutes(1));
        Task<Upload> MakeAsync(int bytes) => store.AddAsync(UploadName.Of("result.parquet"),
            path => File.WriteAllBytesAsync(path, new byte[bytes], TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        var made = await MakeAsync(100_000);
        Assert.Equal([made.Id], store.All().Select(u => u.Id));
        Assert.Null(store.Find(old.Id));
        Assert.Equal(413, (await Assert.ThrowsAsync<ApiFault>(() => MakeAsync(100_001))).Status);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Only_its_owner_can_read_it()
    {
        if (OperatingSystem.IsWindows()) return; // Windows keeps rights in another way.
        using var store = new UploadStore(_folder, _time);
        var path = (await AddAsync(store, 10)).Path;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task Forgetting_a_person_deletes_it()
    {
        var state = Path.Combine(_folder, ".koppel");
        using var store = new UploadStore(Path.Combine(state, "uploads"), _time);
        await AddAsync(store, 10);
        var options = new EngineOptions { Connectors = [], BaseFolder = _folder, StateFolder = state };
        var data = new PersonalData(options, "ann@example.com");
        Assert.Contains(data.Trace().Unread, u => u.Contains("was given to the query tool", StringComparison.Ordinal));
        data.Forget();
        Assert.Empty(store.All());
    }

    static Task<Upload> AddAsync(UploadStore store, int bytes) =>
        store.AddAsync(UploadName.Of("x.csv"), new MemoryStream(new byte[bytes]), TestContext.Current.CancellationToken);
}
