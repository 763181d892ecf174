using Koppel.Server.Plans;

namespace Koppel.Server.Tests;

/// <summary>The names of plan files.</summary>
public sealed class PlanShelfTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-shelf-").FullName;
    readonly SetClock _clock = new() { Now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero) };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Names_sort_by_when_their_plans_were_begun_also_within_a_second_and_when_the_clock_is_set_back()
    {
        using var shelf = new PlanShelf(_folder, _clock);
        List<string> made = [.. Enumerable.Range(0, 50).Select(_ => Begin(shelf))];
        _clock.Now = _clock.Now.AddMilliseconds(500);
        made.Add(Begin(shelf));
        _clock.Now = _clock.Now.AddHours(-1);
        made.Add(Begin(shelf));
        _clock.Now = _clock.Now.AddHours(2);
        made.Add(Begin(shelf));
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Plans_of_earlier_versions_are_found_and_stand_among_the_others_by_their_second()
    {
        using var shelf = new PlanShelf(_folder, _clock);
        string[] names = ["20260304-050606-ffffffff", Begin(shelf), "20260304-050608-00000000"];
        foreach (var name in names) File.WriteAllText(Path.Combine(_folder, name + ".koppel"), "");
        Assert.Equal(names.Reverse(), shelf.All());
        Assert.All(names, name => Assert.True(File.Exists(shelf.PathOf(name))));
    }

    static string Begin(PlanShelf shelf)
    {
        var (id, writer) = shelf.Begin();
        writer.Dispose();
        return id;
    }

    sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
