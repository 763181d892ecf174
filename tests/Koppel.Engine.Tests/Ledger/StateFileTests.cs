using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Ledger;

public sealed class LedgerFileTests : IDisposable
{
    readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_state_folder_keeps_itself_out_of_version_control()
    {
        using var ledger = _folder.Open();
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(_folder.Path, ".gitignore")));
    }

    [Fact]
    public void A_folder_of_somebody_else_is_not_hidden_from_version_control()
    {
        Directory.CreateDirectory(_folder.Path);
        using var ledger = _folder.Open();
        Assert.False(File.Exists(Path.Combine(_folder.Path, ".gitignore")));
    }

    [Fact]
    public void Folder_and_files_are_for_their_owner_only()
    {
        Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows()) return;
        using var ledger = _folder.Open();
        using var run = ledger.BeginRun(LedgerFolder.Script());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        var files = Directory.GetFiles(_folder.Path);
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith("run-1.lock", StringComparison.Ordinal));
        foreach (var file in files) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_ledger_of_a_newer_program_is_refused()
    {
        using (var ledger = _folder.Open()) ledger.Commits.Alone(c => c.ExecuteScript("pragma user_version = 7"));
        var fault = Assert.Throws<ConnectorException>(_folder.Open);
        Assert.Equal(
            $"The ledger {_folder.File} was written by a newer Koppel: it has version 7, this program knows up to 4. Use the newer one, "
                + $"or another folder with --state.", fault.Message);
    }

    [Fact]
    public void A_ledger_of_the_first_version_keeps_its_runs_and_their_rejects()
    {
        using (var file = new StateFile(_folder.Path).Connect())
        {
            file.ExecuteScript(LedgerSchema.Migrations[0]);
            file.ExecuteScript("""
                insert into runs (status, started, process, script, variables, command) values ('failed', 1, 1, 'insert …', '{}', '');
                insert into statements (run, statement, text, kind, status, started, read, unchanged, columns, creates, notes)
                values (1, 1, 'insert …', 'insert', 'failed', 1, 1, 0, '["email"]', '[]', '[]');
                insert into rejects (statement, row, "values", reason) values (1, 1, '{"email":"bad"}', 'It has no @. Correct it.');
                pragma user_version = 1;
                """);
        }
        using var ledger = _folder.Open();
        var outcome = ledger.Resume(1).ResumeStatement(1)!.Outcome();
        Assert.Equal((1, "", "It has no @. Correct it."),
            (outcome.Rejects.Count, outcome.Rejects.First[0].Code, outcome.Rejects.First[0].Cause.ToString()));
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_refused()
    {
        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(_folder.File, new string('x', 5000));
        var fault = Assert.Throws<ConnectorException>(_folder.Open);
        Assert.Equal($"{_folder.File} is damaged, or no ledger. Move it away, or take another folder with --state.", fault.Message);
    }

    [Fact]
    public void A_state_folder_that_cannot_be_made_is_told_with_what_to_do()
    {
        File.WriteAllText(_folder.Path, "a file where the folder should be");
        var fault = Assert.Throws<ConnectorException>(() => SqliteLedger.Open(Path.Combine(_folder.Path, "deeper"), TimeProvider.System));
        Assert.Equal(ConnectorErrorKind.File, fault.Kind);
        Assert.StartsWith(
            $"The state folder {Path.Combine(_folder.Path, "deeper")} cannot be written (", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check who may write there, or take another with --state.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_and_what_was_recorded_before_stays()
    {
        using var ledger = _folder.Open();
        using var run = ledger.BeginRun(LedgerFolder.Script());
        ledger.Commits.Alone(c => c.ExecuteScript("pragma max_page_count = 30"));
        var fault = Assert.Throws<ConnectorException>(() => ledger.BeginRun(LedgerFolder.Script(new string('x', 500_000))));
        Assert.Equal($"The disk is full: the ledger {_folder.File} cannot record what is done. Make room, then go on with koppel resume.",
            fault.Message);
        Assert.Equal([1], ledger.Runs().Select(r => r.Number));
        Assert.Equal(Status.Completed, run.Finish(Ending.Completed));
    }

    [Fact]
    public async Task Many_can_open_a_new_ledger_at_once()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_folder.Open)));
        var runs = await Task.WhenAll(ledgers.Select(l => Task.Run(() => l.BeginRun(LedgerFolder.Script()))));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), runs.Select(r => r.Number).Order());
        foreach (var run in runs) run.Dispose();
        foreach (var ledger in ledgers) ledger.Dispose();
    }
}
