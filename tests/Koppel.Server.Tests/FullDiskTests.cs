using System.Diagnostics;
using System.Text.Json.Nodes;
using Koppel.Engine.KeptResults;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>The disk of the state folder is full: a file system of 48 MB is mounted there, which only root can do.</summary>
public sealed class FullDiskTests
{
    static readonly ResultBudget Small = new() { Memory = 24L << 20 };

    [Fact]
    public async Task Rows_that_the_disk_has_no_room_for_are_refused_in_a_sentence_and_the_page_goes_on()
    {
        using var disk = SmallDisk.Mount();
        await using var test = await UiTest.StartAsync(
            folder: disk.Folder, change: o => o with { StateFolder = disk.Path, Results = Small });
        var before = await test.ResultAsync("select 'there before' as text");
        // What is not pinned goes where room is needed.
        (await test.SendAsync("PATCH", $"results/{before}", new JsonObject { ["pinned"] = true })).Good();

        var told = await test.RunAsync(
            "select md5(i::varchar) a, md5((i + 1)::varchar) b, md5((i + 2)::varchar) c from range(3000000) t(i)");

        Assert.Equal("failed", told[^1].Text("state"));
        var fault = told.Single(t => t.Kind == "failed").Text("text");
        Assert.Contains("There is no room for more rows", fault, StringComparison.Ordinal);
        Assert.Contains("as much as the disk has free", fault, StringComparison.Ordinal);
        Assert.Equal("there before", (await test.GetAsync($"results/{before}/rows?from=0&count=1"))["rows"]![0]![0]!.ToString());
        foreach (var kept in (await test.GetAsync("results")).AsArray())
            Assert.Equal(204, (await test.SendAsync("DELETE", $"results/{kept!["id"]}")).Status);
        Assert.Equal("done", (await test.RunAsync("select i from range(100000) t(i)"))[^1].Text("state"));
    }

    [Fact]
    public async Task A_disk_without_a_free_byte_stops_neither_queries_nor_their_pages()
    {
        using var disk = SmallDisk.Mount();
        await using var test = await UiTest.StartAsync(
            folder: disk.Folder, change: o => o with { StateFolder = disk.Path, Results = Small });
        await test.ResultAsync("select 1");
        disk.Fill();

        var result = await test.ResultAsync("select i from range(1000) t(i)");

        Assert.Equal("999", (await test.GetAsync($"results/{result}/rows?from=999&count=1"))["rows"]![0]![0]!.ToString());
        Assert.NotEmpty((await test.GetAsync("history")).AsArray());
    }

    /// <summary>A file system that is small, mounted into a folder.</summary>
    sealed class SmallDisk : IDisposable
    {
        SmallDisk(string folder) => Folder = folder;

        public string Folder { get; }

        public string Path => System.IO.Path.Combine(Folder, ".koppel");

        public static SmallDisk Mount()
        {
            var disk = new SmallDisk(Directory.CreateTempSubdirectory("koppel-disk-").FullName);
            Directory.CreateDirectory(disk.Path);
            var isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=48m", "none", disk.Path);
            if (!isMounted) Directory.Delete(disk.Folder, recursive: true);
            Needs.Machine(isMounted, "A small file system cannot be mounted here: that takes Linux and root.");
            return disk;
        }

        public void Fill()
        {
            using var file = File.Create(System.IO.Path.Combine(Path, "fill"));
            var some = new byte[64 << 10];
            try
            {
                while (true)
                {
                    file.Write(some);
                    file.Flush();
                }
            }
            catch (IOException)
            {
                Assert.Equal(0, new DriveInfo(Path).AvailableFreeSpace);
            }
        }

        public void Dispose()
        {
            Assert.True(Run("umount", "-l", Path));
            Directory.Delete(Folder, recursive: true);
        }

        static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true, RedirectStandardOutput = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
