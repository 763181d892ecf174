using System.Text;
using Koppel.Sdk.Connections;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.State;

/// <summary>
/// The snapshots of a project, in <c>snapshots.db</c> of its state folder. It can be deleted at any time: what is in it is read again. A
/// connection is opened for each piece of work, so that many threads and processes can be at it.
/// </summary>
internal sealed class SnapshotFile(string folder, TimeProvider time) : ISnapshotStore
{
    const string Schema = """
        create table if not exists snapshots
        ( id integer primary key autoincrement, name text not null, form text not null, version integer not null, rows integer not null
        , taken integer not null, refreshed integer not null, as_of integer not null, complete integer not null
        );
        create table if not exists rows
        ( snapshot integer not null, key integer not null, changed integer not null, content blob not null
        , primary key (snapshot, key)
        ) without rowid;
        """;

    readonly OpenedOnce<StateFile> _file = new(() => Make(folder));

    /// <inheritdoc/>
    public SnapshotState? Find(string name) => Work(db => FindIn(db, "name = $1 and complete = 1", name));

    /// <inheritdoc/>
    public ISnapshotFilling Fill(string name, string form) => new SnapshotFilling(this, name, form);

    /// <inheritdoc/>
    public SnapshotState? Apply(SnapshotState state, IReadOnlyList<SnapshotRow> rows, DateTimeOffset asOf) => Work(db => Together(db, () =>
    {
        var isAsFound = db.Execute("update snapshots set version = version + 1, refreshed = $3, as_of = $4 where id = $1 and version = $2",
            state.Id, state.Version, Ticks(time.GetUtcNow()), Ticks(asOf)) == 1;
        if (!isAsFound) return null;
        Put(db, state.Id, rows);
        db.Execute("update snapshots set rows = (select count(*) from rows where snapshot = $1) where id = $1", state.Id);
        return FindIn(db, "id = $1", state.Id);
    }));

    /// <inheritdoc/>
    public IReadOnlyList<SnapshotRow> Read(SnapshotState state, SnapshotKey? after, int most) => Work(db => db.Rows(
        "select key, changed, content from rows where snapshot = $1 and key > $2 order by key limit $3",
        r => new SnapshotRow(Key(r), Moment(r.GetInt64(1)), (byte[])r.GetValue(2)), state.Id, Kept(after ?? long.MinValue), most));

    /// <inheritdoc/>
    public IReadOnlyList<(SnapshotKey Key, DateTimeOffset Changed)> Latest(SnapshotState state, DateTimeOffset since, int most) =>
        Work(db => db.Rows(
        "select key, changed from rows where snapshot = $1 and changed > $2 order by changed desc, key limit $3",
        r => (Key(r), Moment(r.GetInt64(1))), state.Id, Ticks(since), most));

    /// <inheritdoc/>
    public IReadOnlySet<SnapshotKey> Present(SnapshotState state, IReadOnlyList<SnapshotKey> keys) => Work(db => keys
        .Where(key => db.Number("select count(*) from rows where snapshot = $1 and key = $2", state.Id, Kept(key)) > 0).ToHashSet());

    /// <summary>Begins a snapshot, and forgets those of the same name that nobody completed.</summary>
    internal long Begin(string name, string form) => Work(db => Together(db, () =>
    {
        db.Execute("delete from rows where snapshot in (select id from snapshots where name = $1 and complete = 0)", name);
        db.Execute("delete from snapshots where name = $1 and complete = 0", name);
        db.Execute(
            "insert into snapshots (name, form, version, rows, taken, refreshed, as_of, complete) values ($1, $2, 1, 0, $3, $3, 0, 0)",
            name, form, Ticks(time.GetUtcNow()));
        return db.Number("select last_insert_rowid()");
    }));

    /// <summary>Adds rows to one that is being taken.</summary>
    internal void Add(long id, IReadOnlyList<SnapshotRow> rows) => Work(db => Together(db, () =>
    {
        // Another process may have begun anew: then what this one took is nobody's.
        if (db.Number("select count(*) from snapshots where id = $1", id) == 1) Put(db, id, rows);
        return 0;
    }));

    /// <summary>
    /// Puts one that was taken in the place of the one before. One that another process began to take since is left to it.
    /// </summary>
    internal void Complete(long id, string name, DateTimeOffset asOf) => Work(db => Together(db, () =>
    {
        if (db.Execute(
            "update snapshots set complete = 1, as_of = $2, refreshed = $3, rows = (select count(*) from rows where snapshot = $1) where "
            + "id = $1", id, Ticks(asOf), Ticks(time.GetUtcNow())) == 0) return 0;
        db.Execute("delete from rows where snapshot in (select id from snapshots where name = $1 and complete = 1 and id <> $2)", name, id);
        return db.Execute("delete from snapshots where name = $1 and complete = 1 and id <> $2", name, id);
    }));

    /// <summary>Forgets one that was not taken to its end.</summary>
    internal void Drop(long id) => Work(db => Together(db, () =>
    {
        db.Execute("delete from rows where snapshot = $1", id);
        return db.Execute("delete from snapshots where id = $1", id);
    }));

    static StateFile Make(string folder)
    {
        var file = new StateFile(folder, StateFile.SnapshotsName, "file of snapshots");
        if (OpenMark.WasNotClosed(file.Path)) file.Check(); // Another process may have it open: then it is looked through for nothing.
        using var db = file.Connect();
        return file.Guard(() =>
        {
            db.ExecuteScript(Schema);
            return file;
        });
    }

    static SnapshotState? FindIn(LedgerConnection db, string which, object value) => db.Rows(
        $"select id, version, form, rows, taken, refreshed, as_of from snapshots where {which}",
        r => new SnapshotState(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetInt64(3), Moment(r.GetInt64(4)), Moment(r.GetInt64(5)),
            Moment(r.GetInt64(6))), value).FirstOrDefault();

    static void Put(LedgerConnection db, long id, IReadOnlyList<SnapshotRow> rows)
    {
        foreach (var row in rows)
            db.Execute("insert or replace into rows (snapshot, key, changed, content) values ($1, $2, $3, $4)", id, Kept(row.Key),
                Ticks(row.Changed), row.Content.ToArray());
    }

    static T Together<T>(LedgerConnection db, Func<T> work)
    {
        db.Execute("begin immediate");
        try
        {
            var result = work();
            db.Execute("commit");
            return result;
        }
        catch
        {
            db.Rollback();
            throw;
        }
    }

    T Work<T>(Func<LedgerConnection, T> work)
    {
        var file = _file.Value;
        using var db = file.Connect();
        return file.Guard(() => work(db));
    }

    /// <summary>A key as it stands in the file. A text stands as its bytes: as a text, SQLite would make a number of 007.</summary>
    static object Kept(SnapshotKey key) => key.Text is { } text ? Encoding.UTF8.GetBytes(text) : key.Number;

    static SnapshotKey Key(SqliteDataReader row) =>
        row.GetFieldType(0) == typeof(long) ? row.GetInt64(0) : Encoding.UTF8.GetString((byte[])row.GetValue(0));

    static long Ticks(DateTimeOffset moment) => moment.UtcTicks;

    static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);
}
