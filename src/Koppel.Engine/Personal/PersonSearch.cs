using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Personal;

/// <summary>Looks for a person in all that is kept.</summary>
/// <param name="Person">The person.</param>
/// <param name="Folder">The state folder.</param>
/// <param name="Connections">The connections, by which a snapshot's rows are known as those of a connection.</param>
/// <param name="PlanFolders">Other folders with plans.</param>
/// <param name="Logs">Trace logs.</param>
internal sealed record PersonSearch(
    Person Person, string Folder, IReadOnlyList<ConnectionSettings> Connections, IReadOnlyList<string> PlanFolders,
    IReadOnlyList<string> Logs)
{
    readonly PersonIds _ids = new();

    /// <summary>Gets what could not be looked into, as sentences; null where that is a fault.</summary>
    public List<string>? Faults { get; init; }

    /// <summary>The ledger, or null when there is none.</summary>
    public LedgerConnection? Ledger { get; init; }

    /// <summary>The snapshots, or null when there are none.</summary>
    public LedgerConnection? Snapshots { get; init; }

    /// <summary>Looks into the ledger, for those who change it too.</summary>
    public LedgerPerson LedgerPerson => new(Ledger!, Person, _ids);

    /// <summary>Looks into the snapshots.</summary>
    public SnapshotPerson SnapshotPerson => new(Snapshots!, Person, _ids, Connections);

    /// <summary>What changes of the ledger tell of him, once he was found.</summary>
    public PersonTouches TouchesIn(SqliteLedger ledger) => new(ledger, Person, _ids);

    /// <summary>A number of his is known from the beginning: in every connection, since nobody says in which.</summary>
    public void Know(string id)
    {
        foreach (var connection in Connections) _ids.LearnAny(connection.Name, id);
    }

    /// <summary>How many numbers of his are known.</summary>
    public int Ids => _ids.Count;

    /// <summary>
    /// All that is his. What comes first may name him by a number that only what comes later tells: then it is looked through once more.
    /// </summary>
    public PersonFinds Find()
    {
        for (var known = -1; ;)
        {
            var finds = FindOnce();
            if (_ids.Count == Math.Max(known, 0)) return finds;
            known = _ids.Count;
        }
    }

    /// <summary>What the ledger alone has of him, as rows.</summary>
    public PersonFinds FindInLedger()
    {
        for (var known = -1; ;)
        {
            List<LedgerFind> finds = [.. LedgerPerson.FindRows()];
            if (_ids.Count == Math.Max(known, 0)) return new PersonFinds(finds, [], new FileFinds(Person, _ids));
            known = _ids.Count;
        }
    }

    PersonFinds FindOnce()
    {
        Faults?.Clear();
        var snapshots = Snapshots is null ? [] : Looked(StateFile.SnapshotsName, "file of snapshots", () => SnapshotPerson.Find());
        var files = new FileFinds(Person, _ids);
        foreach (var (path, kind) in StateFiles.In(Folder)) files.Look(path, kind);
        foreach (var path in PlanFolders.SelectMany(StateFiles.PlansIn).Where(p => !IsInFolder(p))) files.LookIntoPlan(path);
        foreach (var path in Logs) files.LookIntoLog(path);
        var ledger = Ledger is null ? [] : Looked<LedgerFind>(StateFile.LedgerName, "ledger", () => [.. LedgerPerson.Find()]);
        return new PersonFinds(ledger, snapshots, files);
    }

    IReadOnlyList<T> Looked<T>(string name, string what, Func<IReadOnlyList<T>> look)
    {
        try
        {
            return LedgerFault.Guard(look, Path.Combine(Folder, name), what);
        }
        catch (ConnectorException fault) when (Faults is not null)
        {
            Faults.Add(fault.Message);
            return [];
        }
    }

    bool IsInFolder(string path) =>
        Path.GetFullPath(path).StartsWith(Path.GetFullPath(Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

/// <summary>What was found of a person.</summary>
/// <param name="Ledger">Rows of the ledger.</param>
/// <param name="Snapshots">Snapshots that have him.</param>
/// <param name="Files">Files.</param>
internal sealed record PersonFinds(IReadOnlyList<LedgerFind> Ledger, IReadOnlyList<SnapshotFind> Snapshots, FileFinds Files)
{
    /// <summary>The same as it is shown.</summary>
    public IReadOnlyList<PersonTrace> Traces =>
    [
        .. Ledger.GroupBy(f => (f.Place.Name, f.Run, f.Statement, f.ById)).OrderBy(g => g.Key.Run).ThenBy(g => g.Key.Statement)
            .Select(g => new PersonTrace($"ledger: {Words(g.Key.Name)}", g.Key.Run, g.Key.Statement, null, g.Sum(f => (long)f.Records),
                string.Join(", ", g.SelectMany(f => f.Data.Split(", ")).Distinct()), g.Key.ById, "values taken out")),
        .. Snapshots.Select(s => new PersonTrace("snapshot", null, null, s.Name, s.Rows, "rows of a remote table", false,
            "dropped: taken anew when it is read next")),
        .. Files.Found.Select(f => new PersonTrace(f.Place, null, null, f.Path, f.Records, f.IsLog ? "lines" : "values and texts", f.ById,
            f.IsLog ? "taken out of its lines" : "deleted")),
    ];

    /// <summary>How a table of the ledger is called.</summary>
    static string Words(string table) => table switch
    {
        "calls" => "planned calls", "calls_made" => "calls", "payloads" => "what calls carry", "left_rows" => "left",
        "unmatched_joins" => "joins", _ => table,
    };
}
