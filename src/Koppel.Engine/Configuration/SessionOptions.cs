using Koppel.Engine.Hosting;

namespace Koppel.Engine.Configuration;

/// <summary>What a <see cref="Session"/> of an engine is opened with.</summary>
public sealed record SessionOptions
{
    /// <summary>Memory that DuckDB may use before it spills to disk, such as <c>1GB</c>; null for DuckDB's own choice.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>How many threads DuckDB may use, from 1; null for one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Which files SQL may name. The default is all; with another one DuckDB's settings cannot be changed by statements either.
    /// </summary>
    public SessionFiles Files { get; init; }

    /// <summary>
    /// Every statement that would write to a connection or a file is refused; plans, dry runs and tables of the session are not. The
    /// default is false.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// The time zone in which instants are shown and compared, whatever the machine's is, such as <c>Europe/Amsterdam</c>. The default is
    /// UTC.
    /// </summary>
    public string TimeZone { get; init; } = SessionSettings.DefaultTimeZone;

    /// <summary>Who runs the session's scripts, for the ledger; null when nobody is known.</summary>
    public string? User { get; init; }

    /// <summary>Through which door scripts come, for the ledger; null when it is none of those.</summary>
    public SessionDoor? Door { get; init; }

    /// <summary>What becomes of a script while another one runs in the session. The default is that it waits.</summary>
    public WhenBusy WhenBusy { get; init; }
}

/// <summary>Where the scripts of a session come from.</summary>
public enum SessionDoor
{
    /// <summary>A command line or a prompt.</summary>
    Cli,

    /// <summary>The query tool in the browser.</summary>
    Ui,

    /// <summary>A job that runs by the clock.</summary>
    Job,

    /// <summary>Another program, over a server's interface.</summary>
    Api,
}

/// <summary>A session runs one script at a time. What becomes of a second one.</summary>
public enum WhenBusy
{
    /// <summary>It waits for its turn, in the order in which they came.</summary>
    Wait,

    /// <summary>It is refused with a <see cref="SessionBusyException"/>.</summary>
    Refuse,
}
