using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Koppel.Sdk.Watching;

/// <summary>
/// What Koppel tells those who watch it: spans of the source <c>Koppel</c> and instruments of the meter <c>Koppel</c>. Nothing secret and
/// no value of a row is in them, and they cost nothing while nobody listens. Their names are in <c>docs/guides/watching.md</c>.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Koppel";

    /// <summary>Spans: <c>statement</c>, in it <c>scan</c> and <c>load</c>, in these <c>call</c>.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Counts a call that was answered, or got no answer.</summary>
    /// <param name="connection">The connection's name.</param>
    /// <param name="route">Method and path pattern.</param>
    /// <param name="status">The HTTP status, or 0.</param>
    /// <param name="elapsed">How long it took.</param>
    public static void Called(string connection, string route, int status, TimeSpan elapsed)
    {
        if (!Instruments.Calls.Enabled) return;
        Instruments.Calls.Record(elapsed.TotalSeconds,
            new TagList { { "koppel.connection", connection }, { "koppel.route", route }, { "http.response.status_code", status } });
    }

    /// <summary>Counts a wait for a remote system.</summary>
    public static void Waited(string connection, TimeSpan wait)
    {
        if (Instruments.Waits.Enabled) Instruments.Waits.Record(wait.TotalSeconds, new TagList { { "koppel.connection", connection } });
    }

    /// <summary>Counts rows that came from a table.</summary>
    public static void Read(string table, int rows)
    {
        if (Instruments.RowsRead.Enabled) Instruments.RowsRead.Add(rows, new TagList { { "koppel.table", table } });
    }

    /// <summary>Counts what became of the rows of a load.</summary>
    /// <param name="table">The target.</param>
    /// <param name="outcome">changed, unchanged, rejected or not_sent.</param>
    /// <param name="rows">How many.</param>
    public static void Loaded(string table, string outcome, long rows)
    {
        if (rows > 0 && Instruments.RowsLoaded.Enabled)
            Instruments.RowsLoaded.Add(rows, new TagList { { "koppel.table", table }, { "koppel.outcome", outcome } });
    }

    /// <summary>Made when the first is asked for: a start pays nothing for them.</summary>
    static class Instruments
    {
        static readonly Meter s_meter = new(Name);

        public static readonly Histogram<double> Calls =
            s_meter.CreateHistogram<double>("koppel.call.duration", "s", "Calls to remote systems.");

        public static readonly Histogram<double> Waits =
            s_meter.CreateHistogram<double>("koppel.wait.duration", "s", "Waits that a remote system asked for or caused.");

        public static readonly Counter<long> RowsRead =
            s_meter.CreateCounter<long>("koppel.rows.read", "{row}", "Rows that came from tables.");

        public static readonly Counter<long> RowsLoaded =
            s_meter.CreateCounter<long>("koppel.rows.loaded", "{row}", "What became of the rows of loads.");
    }
}
