using Koppel.Engine.History;

namespace Koppel.Engine.Tests.History;

/// <summary>The history of what was run.</summary>
public sealed class HistoryFileTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-history-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Scripts_of_one_moment_come_in_the_order_in_which_they_were_run_and_page_by_page_none_is_lost()
    {
        var history = new HistoryFile(_folder.FullName, new StandingClock());
        var scripts = Enumerable.Range(0, 50).Select(i => $"select {i}").ToList();
        foreach (var script in scripts)
            history.Add(new HistoryEntry("", DateTimeOffset.UnixEpoch, "me", script, [], 1, 0, 0.1, "done", null));

        var found = new List<HistoryEntry>();
        while (history.Find(new HistoryQuery { Before = found.LastOrDefault()?.Id, Count = 7 }) is { Count: > 0 } page)
            found.AddRange(page);

        Assert.Equal(scripts.AsEnumerable().Reverse(), found.Select(e => e.Script));
    }

    sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    }
}
