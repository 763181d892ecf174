using System.Text;
using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Output;
using Koppel.Sdk.Loading;

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
            if (outcome.Columns.Count > 0) WriteColumns(json, outcome.Columns);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<ColumnBook> columns)
    {
        json.WriteStartObject("columns");
        foreach (var book in columns)
        {
            json.WriteStartObject(book.Column);
            json.WriteNumber("set", book.Set);
            json.WriteNumber("changed", book.Changed);
            json.WriteNumber("cleared", book.Cleared);
            json.WriteNumber("same", book.Same);
            json.WriteNumber("kept", book.Kept);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
