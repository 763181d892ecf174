using System.Text;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Snapshots;

/// <summary>Snapshots last, are whole or not there, and are never changed on top of what another process changed.</summary>
public sealed class SnapshotFileTests : IDisposable
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_snapshot_is_there_once_it_is_complete_and_takes_the_place_of_the_one_before()
    {
        var file = Open();
        using (var filling = file.Fill("contacts", "a"))
        {
            filling.Add([Row(1), Row(3)]);
            filling.Add([Row(2)]);
            Assert.Null(file.Find("contacts"));
            filling.Complete(Monday);
        }
        using (var left = file.Fill("contacts", "b")) left.Add([Row(9)]);

        var found = Open().Find("contacts")!;
        Assert.Equal(("a", 3L, Monday), (found.Form, found.Rows, found.AsOf));
        Assert.Equal([1L, 2L], Open().Read(found, 0, 2).Select(r => r.Key));
        Assert.Equal("row 3", Encoding.UTF8.GetString(Open().Read(found, 2, 10).Single().Content.Span));
        Assert.Null(file.Find("tags"));
    }

    [Fact]
    public void Changes_are_applied_to_what_was_found_or_not_at_all()
    {
        var (one, other) = (Open(), Open());
        using (var filling = one.Fill("contacts", "a"))
        {
            filling.Add([Row(1), Row(2)]);
            filling.Complete(Monday);
        }
        var (mine, theirs) = (one.Find("contacts")!, other.Find("contacts")!);

        var changed = one.Apply(mine, [Row(2), Row(3)], Monday.AddHours(1))!;
        Assert.Equal((3L, Monday.AddHours(1)), (changed.Rows, changed.AsOf));
        Assert.Null(other.Apply(theirs, [Row(4)], Monday.AddHours(2)));
        Assert.Equal(changed, other.Find("contacts"));
    }

    [Fact]
    public void What_a_process_took_while_another_began_anew_is_left_to_the_other()
    {
        var (one, other) = (Open(), Open());
        using var slow = one.Fill("contacts", "a");
        slow.Add([Row(1)]);
        using var quick = other.Fill("contacts", "a");
        slow.Add([Row(2)]);
        slow.Complete(Monday);
        Assert.Null(one.Find("contacts"));

        quick.Add([Row(7)]);
        quick.Complete(Monday);
        Assert.Equal(1, one.Find("contacts")!.Rows);
    }

    [Fact]
    public void The_rows_that_changed_last_are_told_with_their_moments()
    {
        var file = Open();
        using (var filling = file.Fill("contacts", "a"))
        {
            filling.Add([Row(1), Row(2), Row(3)]);
            filling.Complete(Monday);
        }
        var state = file.Find("contacts")!;

        Assert.Equal([(3L, Monday.AddMinutes(3)), (2L, Monday.AddMinutes(2))], file.Latest(state, DateTimeOffset.MinValue, 2));
        Assert.Equal([3L], file.Latest(state, Monday.AddMinutes(2), 10).Select(r => r.Key));
        Assert.Equal([1L, 3L], file.Present(state, [1, 3, 5]).Select(k => k.Number).Order());
    }

    [Fact]
    public void Keys_that_are_texts_stay_as_they_are_though_they_look_like_numbers()
    {
        var file = Open();
        using (var filling = file.Fill("contacts", "a"))
        {
            filling.Add([Row(5) with { Key = "b" }, Row(1) with { Key = "007" }, Row(2) with { Key = "7" }, Row(3) with { Key = "B" }]);
            filling.Complete(Monday);
        }
        var state = Open().Find("contacts")!;

        Assert.Equal(["007", "7", "B", "b"], file.Read(state, null, 10).Select(r => r.Key.Text));
        Assert.Equal(["B", "b"], file.Read(state, "7", 10).Select(r => r.Key.Text));
        Assert.Equal(["b", "B"], file.Latest(state, DateTimeOffset.MinValue, 2).Select(r => r.Key.Text));
        Assert.Equal(["007", "b"], file.Present(state, ["b", "007", "70", "c"]).Select(k => k.Text).Order());
    }

    SnapshotFile Open() => new(Path.Combine(_folder, ".koppel"), TimeProvider.System);

    static SnapshotRow Row(long key) => new(key, Monday.AddMinutes(key), Encoding.UTF8.GetBytes($"row {key}"));
}
