using Koppel.Sdk.Connections;
using Microsoft.Data.Sqlite;

namespace Koppel.Jobs.History;

/// <summary>What can go wrong with the history of jobs, as sentences.</summary>
internal static class JobStoreFault
{
    const int Busy = 5, Locked = 6, Corrupt = 11, Full = 13, NotADatabase = 26;

    /// <summary>A sentence as a fault.</summary>
    public static ConnectorException Of(string message, Exception? inner = null) => new(ConnectorErrorKind.File, message, inner);

    /// <summary>What a fault of SQLite means.</summary>
    public static ConnectorException Of(SqliteException fault, string path) => Of(fault.SqliteErrorCode switch
    {
        Full => $"The disk is full: {path} cannot record what jobs do. Make room; what was begun is gone on with.",
        Busy or Locked => $"{path} is in use by another process that does not let go of it. Try again when that is done.",
        Corrupt or NotADatabase => $"{path} is damaged, or no history of jobs. Move it away, or take another folder with --state.",
        _ => $"The history of jobs {path} cannot be used: {fault.Message}.",
    }, fault);
}
