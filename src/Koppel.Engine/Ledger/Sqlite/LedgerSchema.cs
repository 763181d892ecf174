using System.Globalization;
using Koppel.Engine.State;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// The tables of the ledger. Each migration brings a file to its place in the list, counted from 1; <c>pragma user_version</c> says how
/// far a file is. A migration that was published is never changed. Times are microseconds since 1970 UTC.
/// </summary>
internal static class LedgerSchema
{
    /// <summary>
    /// Version 1. What a call carries lies beside it, since SQLite writes a whole row again when its state changes. The numbers of runs are
    /// never given out twice. The books are derived, never stored: only so they cannot disagree with what they count.
    /// </summary>
    const string Version1 = """
        create table runs (
            run integer primary key autoincrement,
            status text not null,
            started integer not null,
            finished integer,
            process integer not null,
            script text not null,
            file text,
            variables text not null,
            command text not null
        );
        create table statements (
            id integer primary key,
            run integer not null references runs on delete cascade,
            statement integer not null,
            text text not null,
            kind text not null,
            target text,
            connection text,
            status text not null,
            started integer not null,
            finished integer,
            fault text,
            read integer,           -- null until the plan is sealed
            unchanged integer,      -- found by the plan
            columns text,
            creates text,
            notes text,
            unique (run, statement)
        );
        create table calls (
            id integer primary key,
            statement integer not null references statements on delete cascade,
            number integer not null,
            route text not null,
            rows integer not null,
            state integer not null, -- 0 planned, 1 sent, 2 accepted, 3 done
            token text,
            changed integer,
            unchanged integer,
            created text,
            sent_at integer,
            accepted_at integer,
            done_at integer,
            unique (statement, number)
        );
        create table contents (
            call integer primary key references calls on delete cascade,
            content blob not null
        );
        create table rejects (
            statement integer not null references statements on delete cascade,
            row integer not null,
            call integer,           -- null when the plan rejected the row
            "values" text not null,
            reason text not null,
            primary key (statement, row)
        ) without rowid;
        create table calls_made (
            id integer primary key,
            statement integer not null references statements on delete cascade,
            at integer not null,
            connection text not null,
            method text not null,
            route text not null,
            status integer not null,
            milliseconds integer not null,
            bytes_sent integer not null,
            bytes_received integer not null,
            attempt integer not null
        );
        create index calls_made_statement on calls_made (statement);
        create view books as
        select id, run, statement, read, changed, unchanged, rejected, read - changed - unchanged - rejected as not_sent
        from (
            select s.id, s.run, s.statement,
                   coalesce(s.read, 0) as read,
                   (select coalesce(sum(c.changed), 0) from calls c where c.statement = s.id) as changed,
                   coalesce(s.unchanged, 0) + (select coalesce(sum(c.unchanged), 0) from calls c where c.statement = s.id) as unchanged,
                   (select count(*) from rejects r where r.statement = s.id) as rejected
            from statements s
        );
        """;

    /// <summary>
    /// Version 2. A load's target also by the name that its system gives it: the user may have written a synonym. A plan may grow while its
    /// calls are made: then what is there of it counts, although it is not sealed, and after a break the plan is made anew without the rows
    /// that stand in its calls. Only the source's order gives rows their numbers, so two attempts may give one number twice.
    /// What the joins of a load left out: what was counted, and each row; nothing of it is part of the books.
    /// </summary>
    const string Version2 = """
        alter table statements add column target_table text;
        alter table statements add column grows integer not null default 0;
        create table rejects_2 (
            id integer primary key,
            statement integer not null references statements on delete cascade,
            row integer not null,
            call integer,
            "values" text not null,
            code text,              -- null, as remedy is, in rejects of version 1, whose reason holds the remedy too
            reason text not null,
            remedy text,
            source_row integer
        );
        insert into rejects_2 (statement, row, call, "values", reason)
        select statement, row, call, "values", reason from rejects order by statement, row;
        drop view books;
        drop table rejects;
        alter table rejects_2 rename to rejects;
        create unique index rejects_row on rejects (statement, row, coalesce(call, 0));
        create view books as
        select id, run, statement, read, changed, unchanged, rejected, read - changed - unchanged - rejected as not_sent
        from (
            select s.id, s.run, s.statement,
                   coalesce(s.read, case s.grows when 0 then 0
                       else (select coalesce(sum(c.rows), 0) from calls c where c.statement = s.id) end) as read,
                   (select coalesce(sum(c.changed), 0) from calls c where c.statement = s.id) as changed,
                   coalesce(s.unchanged, 0) + (select coalesce(sum(c.unchanged), 0) from calls c where c.statement = s.id) as unchanged,
                   (select count(*) from rejects r where r.statement = s.id) as rejected
            from statements s
        );
        create table unmatched_joins (
            statement integer not null references statements on delete cascade,
            number integer not null,
            source text not null,
            target text not null,
            "by" text not null,
            partners text not null, -- which rows of the target are partners
            rows integer not null,
            count integer not null,
            near integer not null,
            bound integer not null, -- 0 exact, 1 at most, 2 at least
            primary key (statement, number)
        ) without rowid;
        create table unmatched (
            statement integer not null references statements on delete cascade,
            number integer not null,
            row integer not null,
            "values" text not null,
            near integer not null,
            primary key (statement, number, row)
        ) without rowid;
        create table left_rows ( -- rows that a load left on purpose
            statement integer not null references statements on delete cascade,
            row integer not null,
            "values" text not null,
            reason text not null,
            primary key (statement, row)
        ) without rowid;
        -- What is done now and then, and when it was done last.
        create table upkeep (task text primary key, at integer not null) without rowid;
        """;

    /// <summary>
    /// Version 3. By what a call is made, with the version of what it carries. Calls of before have none: what they carry tells it, see
    /// <see cref="UnnamedCalls"/>. And who began a run, and through which door.
    /// </summary>
    const string Version3 = """
        alter table calls add column kind text;
        alter table calls add column kind_version integer;
        alter table runs add column user text;
        alter table runs add column door text;
        """;

    /// <summary>
    /// Version 4. When values were last taken out of a run, so that it cannot be gone on with; when all of its values, or all that its
    /// calls carried beside its rows, were. Who was forgotten: no address, but a digest of it by which it is known again. And calls that no
    /// run made, where calls are counted.
    /// </summary>
    const string Version4 = """
        alter table runs add column forgotten integer;
        alter table runs add column without_values integer;
        alter table runs add column without_payloads integer;
        create table forgets (
            id integer primary key,
            at integer not null,
            salt blob not null,
            digest blob not null,
            records integer not null
        );
        create table calls_outside ( -- of connections whose calls a day are limited, made by no statement of a run
            at integer not null,
            connection text not null
        );
        create index calls_outside_at on calls_outside (at);
        """;

    /// <summary>All of them, in order.</summary>
    public static readonly string[] Migrations = [Version1, Version2, Version3, Version4];

    /// <summary>Brings a file to the newest version, or refuses one that is newer than this program.</summary>
    public static void Migrate(LedgerConnection connection, string path)
    {
        if (Version(connection) == Migrations.Length) return;
        // Under the lock of a writer: of two processes that open a new file at once, one makes the tables.
        connection.Execute("begin immediate");
        try
        {
            var version = Version(connection);
            if (version > Migrations.Length) throw LedgerFault.Newer(path, version, Migrations.Length);
            for (var next = version; next < Migrations.Length; next++) connection.ExecuteScript(Migrations[next]);
            // A pragma takes no parameters.
            connection.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {Migrations.Length}"));
            connection.Execute("commit");
        }
        catch
        {
            connection.Rollback();
            throw;
        }
    }

    static long Version(LedgerConnection connection) => connection.Number("pragma user_version");
}
