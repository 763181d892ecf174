using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.State;
using Koppel.Engine.Tests.OtherLedger;

namespace Koppel.Engine.Tests.Execution;

/// <summary>What could not be opened once, since another program held it or the disk was full, is opened the next time.</summary>
public sealed class OpenedLaterTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_ledger_that_another_program_held_is_there_when_it_has_let_go()
    {
        var isHeld = true;
        var opened = 0;
        await using var engine = new KoppelEngine(new EngineOptions
        {
            Connectors = [], BaseFolder = _folder, Ledger = () =>
            {
                if (isHeld) throw new IOException("Another program holds the ledger.");
                opened++;
                return new MemoryLedger(TimeProvider.System);
            },
        });
        Assert.Throws<IOException>(() => engine.Ledger);
        isHeld = false;
        Assert.NotNull(engine.Ledger);
        Assert.Same(engine.Ledger, engine.Ledger);
        Assert.Equal(1, opened);
    }

    [Fact]
    public void Snapshots_whose_folder_could_not_be_used_are_kept_when_it_can_be()
    {
        var folder = Path.Combine(_folder, "state");
        File.WriteAllText(folder, "in its place");
        var file = new SnapshotFile(folder, TimeProvider.System);
        Assert.ThrowsAny<Exception>(() => file.Find("contacts"));
        File.Delete(folder);
        Assert.Null(file.Find("contacts"));
    }
}
