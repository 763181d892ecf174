using DuckDB.NET.Data;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// A DuckDB that is being opened on another thread while the program still reads its arguments: loading it takes longer than
/// anything else at the start. The first session takes it.
/// </summary>
internal sealed class OpeningAhead : IAsyncDisposable
{
    static OpeningAhead? s_current;

    readonly Task<DuckDBConnection> _opening = Task.Run(() => DuckInstance.Connect());
    int _taken;

    OpeningAhead()
    {
    }

    /// <summary>Begins.</summary>
    public static OpeningAhead Begin() => s_current = new OpeningAhead();

    /// <summary>The connection, when one is being opened and nobody has it yet; otherwise null.</summary>
    public static DuckDBConnection? Take()
    {
        var ahead = Interlocked.Exchange(ref s_current, null);
        return ahead is not null && Interlocked.Exchange(ref ahead._taken, 1) == 0 ? ahead._opening.GetAwaiter().GetResult() : null;
    }

    /// <summary>Waits for the end of the opening, and closes what nobody took: a process must not end in the middle of it.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.CompareExchange(ref s_current, null, this);
        var connection = await _opening;
        if (Interlocked.Exchange(ref _taken, 1) == 0) await connection.DisposeAsync();
    }
}
