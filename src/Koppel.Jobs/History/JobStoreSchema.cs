using Koppel.Sdk.Connections;
using Microsoft.Data.Sqlite;

namespace Koppel.Jobs.History;

/// <summary>The tables of the history of jobs.</summary>
internal static class JobStoreSchema
{
    const int Version = 2;

    const string Tables = """
        create table jobs (
            job    text primary key,
            timing text not null,
            seen   integer not null,  -- up to there due times were looked at
            owed   integer            -- a missed due time that a run is still to make up for
        ) strict;
        create table settings (name text primary key, value text not null) strict;
        create table history (
            id integer primary key autoincrement,
            job text not null, kind text not null, due integer not null, until integer, count integer not null default 1,
            state text not null, started integer not null, ended integer, process integer not null, attempts integer not null default 0,
            ledger_run integer, read integer, changed integer, unchanged integer, rejected integer, not_sent integer,
            rows integer not null default 0, calls integer not null default 0, fault text, alert text,
            alert_state text  -- owed: nobody was told of its end yet; failed: it was tried
        ) strict;
        create index history_of_job on history (job, id);
        create index owed_alerts on history (job, id) where alert_state = 'owed';
        -- One run for a due time, whoever asks.
        create unique index one_run on history (job, due)
            where kind <> 'asked' and state not in ('missed', 'made up for', 'overlapped');
        """;

    /// <summary>Makes the tables of a new file.</summary>
    /// <exception cref="ConnectorException">A newer program made the file.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma user_version";
        var version = (long)command.ExecuteScalar()!;
        if (version > Version)
            throw JobStoreFault.Of($"The history of jobs {path} was written by a newer Koppel. Use the newer one, or another folder with "
                + "--state.");
        if (version == Version) return;
        command.CommandText = "begin immediate";
        command.ExecuteNonQuery();
        command.CommandText = "pragma user_version";
        // Another process may have been first.
        command.CommandText = (long)command.ExecuteScalar()! switch
        {
            0 => Tables,
            1 => """
                alter table history add column alert_state text;
                create index owed_alerts on history (job, id) where alert_state = 'owed';
                """,
            _ => "",
        };
        command.CommandText += FormattableString.Invariant($"\npragma user_version = {Version};");
        command.ExecuteNonQuery();
        command.CommandText = "commit";
        command.ExecuteNonQuery();
    }
}
