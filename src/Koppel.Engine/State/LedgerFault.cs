using System.Globalization;
using Koppel.Sdk.Connections;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.State;

/// <summary>What can go wrong with the ledger, as sentences.</summary>
internal static class LedgerFault
{
    /// <summary>The connection under which the ledger can be queried.</summary>
    public const string Connection = "koppel";

    // Result codes of SQLite.
    const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Constraint = 19;
    const int NotADatabase = 26;

    /// <summary>SQLITE_CONSTRAINT_FOREIGNKEY: no statement of ours leaves a row behind that refers to none.</summary>
    const int BrokenReference = 787;

    /// <summary>What a fault of SQLite means.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What the file is.</param>
    public static Exception Of(SqliteException fault, string path, string what = "ledger") => fault.SqliteErrorCode switch
    {
        Full => File($"The disk is full: the {what} {path} cannot record what is done. Make room, then go on with koppel resume.", fault),
        ReadOnly or CannotOpen =>
            File($"The {what} {path} cannot be written. Check who may write there, or take another folder with --state.", fault),
        IoError => File($"The disk failed under the {what} {path} ({fault.Message}). Check the disk and that there is room on it.", fault),
        Busy or Locked =>
            File($"The {what} {path} is in use by another process that does not let go of it. Try again when that is done.", fault),
        Corrupt or NotADatabase => File($"{path} is damaged, or no {what}. Move it away, or take another folder with --state.", fault),
        Constraint when fault.SqliteExtendedErrorCode == BrokenReference => Unreadable(path, what, fault),
        Constraint =>
            new InvalidOperationException($"The {what} holds something else already than what it was told: {fault.Message}.", fault),
        _ => File($"The {what} {path} cannot be used: {fault.Message}.", fault),
    };

    /// <summary>Tells a fault of SQLite, or of what a record holds, as a sentence.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What the file is.</param>
    public static T Guard<T>(Func<T> work, string path, string what)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault)
        {
            throw Of(fault, path, what);
        }
        catch (Exception fault) when (StateFile.IsOfContent(fault))
        {
            throw Unreadable(path, what, fault);
        }
    }

    /// <summary>Another process has the ledger open.</summary>
    public static ConnectorException NotAlone(string path) => File(
        $"The ledger {path} is open in another process, or a run is going on. Nothing was changed. Wait until that has ended, then do it "
        + "again.");

    /// <summary>A file was found damaged after a process that had it open ended without closing it.</summary>
    public static ConnectorException Damaged(string path, string what, string found) =>
        File(
            $"The {what} {path} is damaged: a process that had it open ended without closing it, and what it holds cannot be relied on "
                + $"({Line(found)}). "
            + "Nothing was done. Move it away, or take another folder with --state; sqlite3 has a command .recover, which saves what can "
            + "be read.");

    /// <summary>A record of a file is not what was written.</summary>
    public static ConnectorException Unreadable(string path, string what, Exception fault) =>
        File(
            $"The {what} {path} is damaged: what one of its records holds cannot be read. Move it away, or take another folder with "
            + "--state; sqlite3 has a command .recover, which saves what can be read.", fault);

    static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    /// <summary>The state folder cannot be used.</summary>
    public static ConnectorException Folder(string folder, Exception fault) =>
        File(
            $"The state folder {folder} cannot be written ({fault.Message.TrimEnd('.')}). Check who may write there, or take another "
                + $"with --state.", fault);

    /// <summary>A newer program made the file.</summary>
    public static ConnectorException Newer(string path, long version, int known) =>
        File(string.Create(CultureInfo.InvariantCulture,
            $"The ledger {path} was written by a newer Koppel: it has version {version}, this program knows up to {known}. Use the newer "
                + $"one, or another folder with --state."));

    /// <summary>There is no such run.</summary>
    public static ConnectorException NoRun(long run) =>
        new(ConnectorErrorKind.NotFound, Invariant($"There is no run {run} in the ledger. koppel runs lists them."))
    {
        Connection = Connection, Table = "runs",
    };

    /// <summary>Another process works on the run.</summary>
    public static ConnectorException InUse(long run, long? process) => Refused(process is null
        ? Invariant($"Run {run} is being worked on by another process. Wait until that has ended.")
        : Invariant($"Run {run} is being worked on by process {process}. Wait until it has ended, or stop it."));

    /// <summary>The run came to its end.</summary>
    public static ConnectorException Over(long run, string status) =>
        Refused(Invariant($"Run {run} is {status}: there is nothing to go on with."));

    /// <summary>Values were taken out of the run: what its calls would send is not there any more.</summary>
    public static ConnectorException Forgotten(long run, DateTimeOffset at) => Refused(
        Invariant($"Run {run} cannot be gone on with: values were taken out of it on {at.UtcDateTime:yyyy-MM-dd} (koppel forget, or ")
        + "[keep] of koppel.toml), and its calls are not whole any more. Nothing was sent. Run the load again: what is already there is "
        + "not sent again.");

    /// <summary>The run has calls that this program does not know how to make.</summary>
    public static ConnectorException UnknownKind(long run, int statement, string kind) => Refused(
        Invariant($"Run {run} cannot be gone on with: calls of its statement {statement} are of the kind '{kind}', which this program ")
        + "does not know. Nothing was sent. Use the version of Koppel that planned them, or run the load again: what is already there is "
        + "not sent again.");

    static ConnectorException Refused(string message) =>
        new(ConnectorErrorKind.Refused, message) { Connection = Connection, Table = "runs" };

    static ConnectorException File(string message, Exception? inner = null) =>
        new(ConnectorErrorKind.File, message, inner) { Connection = Connection };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
