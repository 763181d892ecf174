using Koppel.Engine.Configuration;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Personal;

/// <summary>
/// What Koppel keeps of a person on this machine: in the ledger, in snapshots and in other files of the state folder, and in plans and
/// trace logs that it is pointed at. It is shown, or taken out.
/// </summary>
/// <param name="options">Where the state folder is, and which connections there are.</param>
/// <param name="address">The person's e-mail address.</param>
public sealed class PersonalData(EngineOptions options, string address)
{
    const string Snapshots = "file of snapshots";

    readonly Person _person = new(address);

    /// <summary>Folders with plan files, beside the state folder.</summary>
    public IReadOnlyList<string> PlanFolders { get; init; } = [];

    /// <summary>Trace logs (<c>--trace</c>).</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    string Folder => options.StateFolder ?? throw new InvalidOperationException("Without a state folder nothing is kept.");

    /// <summary>Whether a text is an address that can be looked for.</summary>
    public static bool IsAddress(string text) => Person.IsAddress(text);

    /// <summary>Finds the person; nothing is changed.</summary>
    public PersonReport Trace()
    {
        var unread = new List<string>();
        using var ledger = HasFile(StateFile.LedgerName) ? Opened(() => SqliteLedger.Open(Folder, options.Time), unread) : null;
        using var file = ledger?.Connect();
        using var snapshots =
            HasFile(StateFile.SnapshotsName) ? Opened(() => SnapshotsFile().Connect(), unread) : null;
        var search = Search(file, snapshots) with { Faults = [] };
        var finds = search.Find();
        return Report(search, finds) with
        {
            Unread = [.. unread, .. search.Faults!, .. finds.Files.Unread, .. finds.Files.LeftBehind.Select(p =>
                $"{p} was left behind by a process that was killed, and cannot be looked into: koppel forget deletes it."),
                .. finds.Files.Uploads.Select(p =>
                $"{p} was given to the query tool, and is not looked into: koppel forget deletes this copy.")],
            ForgottenBefore = file is null ? [] : LedgerForgetting.Before(file, _person),
        };
    }

    /// <summary>
    /// Takes the person out of all that is kept, and leaves no byte of the address in any file of the state folder. Broken off, it is
    /// called once more and completes: what was found is looked for again.
    /// </summary>
    /// <exception cref="ConnectorException">Another process has the ledger or the snapshots open; nothing was changed.</exception>
    public PersonReport Forget()
    {
        using var mark = HasFile(StateFile.LedgerName) ? LedgerMark() : null;
        using var ledger = mark is null ? null : new StateFile(Folder).ConnectAlone();
        using var snapshots = HasFile(StateFile.SnapshotsName) ? SnapshotsFile().ConnectAlone() : null;
        if (ledger is not null) LedgerSchema.Migrate(ledger, PathOf(StateFile.LedgerName));
        foreach (var file in (LedgerConnection?[])[snapshots, ledger]) file?.Execute("begin immediate");
        var search = Search(ledger, snapshots);
        var finds = search.Find();
        var report = Report(search, finds);
        TakeOutOfFiles(finds.Files);
        return LedgerFault.Guard(() =>
        {
            foreach (var find in finds.Snapshots) search.SnapshotPerson.Drop(find);
            snapshots?.Execute("commit");
            if (ledger is not null) TakeOutOfLedger(ledger, search, finds, report.Records);
            ledger?.Execute("commit");
            // A deleted row's bytes stay in a file until it is written anew, also those of rows that went long ago.
            foreach (var file in (LedgerConnection?[])[snapshots, ledger]) file?.WriteAnew();
            return report with { Unread = [.. finds.Files.Unread, .. Left()] };
        }, PathOf(StateFile.LedgerName), "ledger");
    }

    static void TakeOutOfFiles(FileFinds files)
    {
        foreach (var find in files.Found) files.TakeOut(find);
        foreach (var path in files.LeftBehind.Concat(files.Uploads)) files.Delete(path);
    }

    void TakeOutOfLedger(LedgerConnection ledger, PersonSearch search, PersonFinds finds, long records)
    {
        if (records == 0) return;
        var forgetting = new LedgerForgetting(ledger, _person, search.LedgerPerson);
        foreach (var find in finds.Ledger) forgetting.TakeOut(find);
        forgetting.Record(finds.Ledger.Select(f => f.Run).Distinct(), records, LedgerTime.Of(options.Time.GetUtcNow()));
    }

    /// <summary>A last look at the bytes as they lie there.</summary>
    IEnumerable<string> Left() =>
        from file in (string[])[StateFile.LedgerName, StateFile.SnapshotsName]
        from name in (string[])[file, file + "-wal"]
        where HasFile(name) && StateFiles.Names(PathOf(name), _person)
        select $"{PathOf(name)} still has bytes of the address. Run koppel forget again.";

    static PersonReport Report(PersonSearch search, PersonFinds finds) => new()
    {
        Traces = finds.Traces,
        Notes = [.. Open(search.Ledger, finds)],
        Ids = search.Ids,
    };

    /// <summary>The runs that could be gone on with.</summary>
    static IEnumerable<string> Open(LedgerConnection? ledger, PersonFinds finds)
    {
        if (ledger is null) yield break;
        foreach (var run in finds.Ledger.Select(f => f.Run).Distinct().Order())
            if (ledger.Number("select count(*) from runs where run = $1 and status not like 'completed%' and forgotten is null", run) > 0)
                yield return $"run {run} did not come to its end: once values are taken out of it, koppel resume {run} is refused. Load "
                    + "again what is missing";
    }

    PersonSearch Search(LedgerConnection? ledger, LedgerConnection? snapshots) =>
        new(_person, Folder, options.Connections, PlanFolders, Logs) { Ledger = ledger, Snapshots = snapshots };

    OpenMark LedgerMark() => OpenMark.TakeAlone(PathOf(StateFile.LedgerName), new StateFile(Folder).Check)
        ?? throw LedgerFault.NotAlone(PathOf(StateFile.LedgerName));

    StateFile SnapshotsFile() => new(Folder, StateFile.SnapshotsName, Snapshots);

    static T? Opened<T>(Func<T> open, List<string> unread) where T : class
    {
        try
        {
            return open();
        }
        catch (ConnectorException fault)
        {
            unread.Add(fault.Message);
            return null;
        }
    }

    string PathOf(string name) => Path.Combine(Folder, name);

    bool HasFile(string name) => File.Exists(PathOf(name));
}
