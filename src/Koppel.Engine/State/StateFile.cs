using System.Text.Json;
using Koppel.Sdk.Files;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.State;

/// <summary>The state folder with the ledger's file. Both are for their owner's eyes only, since a ledger holds personal data.</summary>
internal sealed class StateFile
{
    /// <summary>How long a writer waits for one of another process. The default is 30 seconds.</summary>
    const int BusySeconds = 30;

    /// <summary>How long whoever must be alone waits for others to close the file.</summary>
    const int AloneSeconds = 3;

    /// <summary>The names of the files.</summary>
    public const string LedgerName = "ledger.db", SnapshotsName = "snapshots.db";

    readonly string _what;

    /// <summary>Finds or makes the folder and the file.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="name">The file's name in it.</param>
    /// <param name="what">What the file is, for messages.</param>
    public StateFile(string folder, string name = LedgerName, string what = "ledger")
    {
        _what = what;
        Folder = System.IO.Path.GetFullPath(folder);
        Path = System.IO.Path.Combine(Folder, name);
        try
        {
            StateFolder.Make(Folder);
            // Never opened by us when it is there: closing it would free the locks that SQLite holds on it.
            if (!File.Exists(Path)) Open(Path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LedgerFault.Folder(Folder, fault);
        }
    }

    /// <summary>The state folder.</summary>
    public string Folder { get; }

    /// <summary>The ledger's file.</summary>
    public string Path { get; }

    /// <summary>Opens a connection.</summary>
    public LedgerConnection Connect() => Guard(() =>
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = Path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = true, DefaultTimeout = BusySeconds,
        };
        var connection = new SqliteConnection(text.ToString());
        var opened = new LedgerConnection(connection);
        try
        {
            connection.Open();
            opened.ExecuteScript($"pragma busy_timeout = {BusySeconds}000; pragma journal_mode = wal; pragma synchronous = normal");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    });

    /// <summary>Looks through the whole file for damage.</summary>
    /// <exception cref="Koppel.Sdk.Connections.ConnectorException">It is damaged.</exception>
    public void Check()
    {
        using var connection = Connect();
        var found = Guard(() => connection.Rows("pragma quick_check(1)", r => r.GetString(0)));
        if (found is not ["ok"]) throw LedgerFault.Damaged(Path, _what, string.Join("; ", found));
    }

    /// <summary>
    /// Opens a connection beside which there is no other, of no process; what it deletes is overwritten.
    /// </summary>
    /// <exception cref="Koppel.Sdk.Connections.ConnectorException">Another process has the file open.</exception>
    public LedgerConnection ConnectAlone() => Guard(() =>
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = Path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = true, DefaultTimeout = AloneSeconds,
        };
        var connection = new SqliteConnection(text.ToString());
        var opened = new LedgerConnection(connection);
        try
        {
            connection.Open();
            // In this order: only so SQLite takes the whole file, and not a turn to write.
            opened.ExecuteScript("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; "
                + "pragma secure_delete = on; begin immediate; commit");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    });

    /// <summary>Tells a fault of SQLite, or of what a record holds, as a sentence.</summary>
    public T Guard<T>(Func<T> work) => LedgerFault.Guard(work, Path, _what);

    /// <summary>A record was read whole, and what it holds is not what was written: a byte in it has changed.</summary>
    internal static bool IsOfContent(Exception fault) =>
        fault is JsonException or InvalidDataException or FormatException or KeyNotFoundException
            or ArgumentOutOfRangeException or OverflowException or InvalidCastException
            || fault is InvalidOperationException { Source: "System.Text.Json" or "Microsoft.Data.Sqlite" }; // A value of another kind.

    /// <summary>Opens a file that is for its owner only when it is new.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share, FileAccess access = FileAccess.ReadWrite)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        return OwnerOnly.Open(path, options);
    }
}
