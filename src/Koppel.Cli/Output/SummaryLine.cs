using System.Text;
using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Output;

/// <summary>A load in one line of JSON, for programs.</summary>
static class SummaryLine
{
    /// <summary>The line. <c>run</c> is the run's number in the ledger, or null when nothing is recorded.</summary>
    public static string Of(int statement, LoadReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions.Plain))
        {
            var outcome = report.Outcome;
            json.WriteStartObject();
            if (report.Run is { } run) json.WriteNumber("run", run);
            else json.WriteNull("run");
            json.WriteNumber("statement", statement);
            json.WriteString("target", report.Target);
            json.WriteString("status", report.Status.ToWords());
            json.WriteNumber("read", outcome.Read);
            json.WriteNumber("changed", outcome.Changed);
            json.WriteNumber("unchanged", outcome.Unchanged);
            json.WriteNumber("rejected", outcome.Rejects.Count);
            json.WriteNumber("notSent", outcome.NotSent);
            json.WriteNumber("unmatched", outcome.Unmatched.Sum(u => u.Count));
            json.WriteNumber("calls", report.Calls.Values.Sum());
            json.WriteNumber("seconds", Math.Round((decimal)report.Elapsed.TotalSeconds, 3));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
