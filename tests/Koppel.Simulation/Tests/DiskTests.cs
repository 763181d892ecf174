using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Connections;
using Koppel.Simulation.Disk;
using Koppel.Simulation.Runs;
using Koppel.Simulation.Time;

namespace Koppel.Simulation.Tests;

/// <summary>The simulated disk under the real ledger: what it says to have it has, and all else can be lost.</summary>
public sealed class DiskTests
{
    [Fact]
    public void What_was_committed_for_sure_outlasts_the_power()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var runs = Math.Max(1, seed % 5);
            var (disk, world) = Open();
            var life = new Life(world, 1);
            As(world, life, () =>
            {
                var ledger = SqliteLedger.Open(StateFolder.Path, life.Time);
                for (var i = 0; i < runs; i++) ledger.BeginRun(new RunStart("select 1")).Dispose();
            });

            life.End();
            disk.LosePower(new Random(seed).Next);

            using var after = SqliteLedger.Open(StateFolder.Path, life.Time);
            Assert.Equal(runs, after.Runs().Count);
            after.Commits.Alone(c => Assert.Equal("ok", c.Rows("pragma integrity_check", r => r.GetString(0)).Single()));
        }
    }

    [Fact]
    public void What_a_lying_disk_says_to_have_is_lost()
    {
        var (disk, world) = Open(isLying: true);
        var life = new Life(world, 1);
        As(world, life, () => SqliteLedger.Open(StateFolder.Path, life.Time).BeginRun(new RunStart("select 1")).Dispose());

        life.End();
        disk.LosePower(_ => 1);

        using var after = SqliteLedger.Open(StateFolder.Path, life.Time);
        Assert.Empty(after.Runs());
    }

    [Fact]
    public void A_power_loss_in_the_middle_of_any_write_leaves_a_whole_ledger()
    {
        for (var write = 1; write <= 40; write++)
        {
            var (disk, world) = Open();
            var (life, writes) = (new Life(world, 1), 0);
            disk.Touched = () =>
            {
                if (++writes != write) return false;
                life.End();
                disk.LosePower(new Random(write).Next);
                return true;
            };
            var returned = 0;
            As(world, life, () =>
            {
                try
                {
                    var ledger = SqliteLedger.Open(StateFolder.Path, life.Time);
                    for (; life.IsAlive; returned++) ledger.BeginRun(new RunStart("select 1")).Dispose();
                }
                catch (ConnectorException)
                {
                    // Its disk is gone.
                }
            });
            disk.Touched = null;

            using var after = SqliteLedger.Open(StateFolder.Path, life.Time);
            Assert.InRange(after.Runs().Count, returned - 1, returned + 1);
            after.Commits.Alone(c => Assert.Equal("ok", c.Rows("pragma integrity_check", r => r.GetString(0)).Single()));
        }
    }

    [Fact]
    public void The_end_of_a_process_alone_loses_nothing_and_gives_its_locks_free()
    {
        var (_, world) = Open();
        var life = new Life(world, 1);
        As(world, life, () =>
        {
            var ledger = SqliteLedger.Open(StateFolder.Path, life.Time);
            ledger.BeginRun(new RunStart("select 1")).Dispose();
            ledger.Commits.Commit(c => c.Execute("insert into upkeep (task, at) values ('x', 1)"), durable: false);
        });

        life.End();

        using var after = SqliteLedger.Open(StateFolder.Path, life.Time);
        Assert.Single(after.Runs());
        Assert.Equal(1, after.Commits.Commit(c => c.Number("select count(*) from upkeep where task = 'x'")));
    }

    [Fact]
    public void Who_goes_on_with_a_run_makes_sure_of_what_it_finds()
    {
        var (disk, world) = Open();
        var (first, second) = (new Life(world, 1), new Life(world, 2));
        As(world, first, () =>
        {
            var ledger = SqliteLedger.Open(StateFolder.Path, first.Time);
            ledger.BeginRun(new RunStart("select 1")).Dispose();
            // As a commit is that was cut off before the disk had it.
            ledger.Commits.Commit(c => c.Execute("insert into upkeep (task, at) values ('x', 1)"), durable: false);
        });
        first.End();
        As(world, second, () => SqliteLedger.Open(StateFolder.Path, second.Time).Resume(1).Dispose());
        second.End();

        disk.LosePower(_ => 1);

        using var after = SqliteLedger.Open(StateFolder.Path, first.Time);
        Assert.Equal(1, after.Commits.Commit(c => c.Number("select count(*) from upkeep where task = 'x'")));
    }

    static (SimulatedDisk Disk, World World) Open(bool isLying = false)
    {
        var world = new World(_ => 0);
        var disk = SimulatedDisk.Current = new SimulatedDisk(world, StateFolder.Template) { IsLying = isLying };
        return (disk, world);
    }

    static void As(World world, Life life, Action work)
    {
        var isDone = false;
        world.In(TimeSpan.Zero, life, () =>
        {
            work();
            isDone = true;
        });
        world.Run(() => isDone || !life.IsAlive);
    }
}
