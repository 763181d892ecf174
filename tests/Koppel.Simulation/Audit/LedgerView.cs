using System.Text.Json;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Loading;

namespace Koppel.Simulation.Audit;

/// <summary>What the ledger's file says of the load, read by the auditor's own queries.</summary>
internal sealed class LedgerView
{
    /// <summary>Reads it.</summary>
    public LedgerView(SqliteLedger ledger)
    {
        using var file = ledger.Connect();
        Runs = file.Rows("select run, user from runs order by run", r => (r.GetInt64(0), r.GetString(1)));
        Statements = file.Rows(
            "select s.run, s.status, s.fault, s.read is not null, b.read, b.changed, b.unchanged, b.rejected from statements s join books b"
            + " on b.id = s.id order by s.run",
            r => new StatementView(r.GetInt64(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetBoolean(3), r.GetInt64(4),
                r.GetInt64(5), r.GetInt64(6), r.GetInt64(7)));
        Rejects = file.Rows(
            "select s.run, r.call, r.row, r.code, r.\"values\" from rejects r join statements s on s.id = r.statement",
            r => new RejectView(
                r.GetInt64(0), r.IsDBNull(1) ? null : r.GetInt64(1), r.GetInt64(2), r.GetString(3), Values(r.GetString(4))));
        var rejected = Rejects.Where(r => r.Call is not null).Select(r => (r.Run, r.Call!.Value, r.Number)).ToHashSet();
        Calls = file.Rows(
            "select s.run, c.number, c.state, coalesce(c.changed, 0), o.content, c.kind, c.rows from calls c join statements s on s.id ="
            + " c.statement join contents o on o.call = c.id order by s.run, c.number",
            r => new CallView(r.GetInt64(0), r.GetInt64(1), (CallState)r.GetInt32(2), r.GetInt64(3), r.GetString(5), r.GetInt32(6),
                Rows(Packed.Unpack(r.GetFieldValue<byte[]>(4)), row => rejected.Contains((r.GetInt64(0), r.GetInt64(1), row)))));
        Made = file.Rows("select method, route, status from calls_made", r => (r.GetString(0), r.GetString(1), r.GetInt32(2)));
    }

    /// <summary>The runs, and whose they are.</summary>
    public IReadOnlyList<(long Run, string Job)> Runs { get; }

    /// <summary>Their loads.</summary>
    public IReadOnlyList<StatementView> Statements { get; }

    /// <summary>The planned calls.</summary>
    public IReadOnlyList<CallView> Calls { get; }

    /// <summary>The rows that were not accepted.</summary>
    public IReadOnlyList<RejectView> Rejects { get; }

    /// <summary>The calls that were made.</summary>
    public IReadOnlyList<(string Method, string Route, int Status)> Made { get; }

    static List<RowView> Rows(ReadOnlyMemory<byte> content, Func<long, bool> isRejected)
    {
        using var document = JsonDocument.Parse(content);
        var rows = new List<RowView>();
        Add(document.RootElement);
        return rows;

        void Add(JsonElement place)
        {
            if (place.ValueKind == JsonValueKind.Array)
                foreach (var item in place.EnumerateArray()) Add(item);
            if (place.ValueKind != JsonValueKind.Object) return;
            foreach (var property in place.EnumerateObject())
            {
                if (!property.NameEquals("rows"))
                {
                    Add(property.Value);
                    continue;
                }
                foreach (var row in property.Value.EnumerateArray())
                {
                    var number = row.GetProperty("row").GetInt64();
                    rows.Add(new RowView(number, [.. row.GetProperty("values").EnumerateArray().Select(v => v.GetString())],
                        row.TryGetProperty("again", out _), isRejected(number)));
                }
            }
        }
    }

    static IReadOnlyList<string?> Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(p => p.Value.GetString())];
    }
}

/// <summary>A load.</summary>
internal sealed record StatementView(
    long Run, string Status, string? Fault, bool IsPlanned, long Read, long Changed, long Unchanged, long Rejected)
{
    /// <summary>Rows of which nothing is known.</summary>
    public long NotSent => Read - Changed - Unchanged - Rejected;
}

/// <summary>A planned call.</summary>
internal sealed record CallView(
    long Run, long Number, CallState State, long Changed, string Kind, int RowCount, IReadOnlyList<RowView> Rows);

/// <summary>A row of a planned call.</summary>
internal sealed record RowView(long Number, IReadOnlyList<string?> Values, bool IsAgain, bool IsRejected);

/// <summary>A row that was not accepted.</summary>
internal sealed record RejectView(long Run, long? Call, long Number, string Code, IReadOnlyList<string?> Values);
