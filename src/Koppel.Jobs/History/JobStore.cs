using Koppel.Sdk.Connections;
using Microsoft.Data.Sqlite;

namespace Koppel.Jobs.History;

/// <summary>
/// What jobs did and are to do, in the file <c>jobs.db</c> of the state folder: which due times were looked at, which run has which, and
/// what came of it. Several processes may have it open. Safe to use from many threads.
/// </summary>
public sealed class JobStore : IDisposable
{
    const int BusySeconds = 30;

    readonly Lock _turn = new();
    readonly SqliteConnection _connection;
    readonly string _path;

    JobStore(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    /// <summary>Opens the store of a state folder; makes both when they are not there.</summary>
    /// <exception cref="ConnectorException">They cannot be read or written, or a newer program made them.</exception>
    public static JobStore Open(string stateFolder) => Open(stateFolder, isDurable: true);

    /// <summary>Opens it; what a store that is not durable was told is lost with the power.</summary>
    internal static JobStore Open(string stateFolder, bool isDurable)
    {
        var path = JobPlaces.Of(stateFolder, "jobs.db");
        SqliteConnection? connection = null;
        try
        {
            if (!File.Exists(path)) JobPlaces.Open(path, FileShare.ReadWrite).Dispose();
            connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = BusySeconds,
            }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"pragma busy_timeout = {BusySeconds}000; pragma journal_mode = wal; "
                + $"pragma synchronous = {(isDurable ? "full" : "off")}";
            command.ExecuteNonQuery();
            JobStoreSchema.Migrate(connection, path);
            return new JobStore(connection, path);
        }
        catch (SqliteException fault)
        {
            connection?.Dispose();
            throw JobStoreFault.Of(fault, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw JobStoreFault.Of($"{path} cannot be written: {fault.Message} Check who may write there, or take another folder with "
                + "--state.", fault);
        }
    }

    /// <summary>Whether all jobs are paused: none runs by its schedule until that is over.</summary>
    public bool IsPaused
    {
        get => Do(turn => turn.Setting("paused") == "true");
        set => Do(turn => turn.SetSetting("paused", value ? "true" : "false"));
    }

    /// <summary>Lines of the history, the newest first.</summary>
    /// <param name="job">Of one job, or null for all.</param>
    /// <param name="before">Only those with smaller numbers; null for all.</param>
    /// <param name="count">So many at most.</param>
    public IReadOnlyList<JobEntry> History(string? job = null, long? before = null, int count = 100) =>
        Do(turn => turn.History(job, before, count));

    /// <summary>The line of that number, or null.</summary>
    public JobEntry? Find(long id) => Do(turn => turn.Find(id));

    /// <summary>The last run of a job, or null.</summary>
    public JobEntry? LastRun(string job) => Do(turn => turn.LastRun(job));

    /// <summary>How many due times of a job were missed since its last run.</summary>
    public long MissedSince(string job) => Do(turn => turn.MissedSince(job));

    /// <summary>Does something as a whole: others see all of it or nothing.</summary>
    internal T Do<T>(Func<JobTurn, T> work)
    {
        lock (_turn)
        {
            var turn = new JobTurn(_connection);
            try
            {
                turn.Execute("begin immediate");
                var result = work(turn);
                turn.Execute("commit");
                return result;
            }
            catch (SqliteException fault)
            {
                turn.Rollback();
                throw JobStoreFault.Of(fault, _path);
            }
            catch
            {
                turn.Rollback();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
