using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Simulation.Audit;

/// <summary>What the ledger says of the load, read by the auditor's own reading.</summary>
internal sealed class LedgerView
{
    /// <summary>Reads it.</summary>
    public LedgerView(ILedger ledger)
    {
        Run = ledger.FindRun(1);
        Statement = Run is null ? null : ledger.Statements(1) is [var only] ? only : null;
        if (Statement is null) return;
        Calls = [.. ledger.Calls(1).Select(c => new CallView(c.Number, c.State, c.Changed, Rows(c.Content, c.Rejected)))];
        Column[] columns = [Column.BigInt("row"), Column.Text("code"), Column.Json("source")];
        foreach (var batch in ledger.Read(new LedgerQuery("rejects", columns, [1], null), default))
            for (var r = 0; r < batch.Count; r++)
                Rejects.Add(new RejectView(batch[0].Longs[r], batch[1].Texts[r], Values(batch[2].Texts[r])));
        Column[] made = [Column.Text("method"), Column.Text("route"), Column.BigInt("status")];
        foreach (var batch in ledger.Read(new LedgerQuery("calls", made, [1], null), default))
            for (var r = 0; r < batch.Count; r++) Made.Add((batch[0].Texts[r], batch[1].Texts[r], (int)batch[2].Longs[r]));
    }

    /// <summary>The run, or null.</summary>
    public RunRecord? Run { get; }

    /// <summary>Its statement, or null.</summary>
    public StatementRecord? Statement { get; }

    /// <summary>The planned calls.</summary>
    public IReadOnlyList<CallView> Calls { get; } = [];

    /// <summary>The rows that were not accepted.</summary>
    public List<RejectView> Rejects { get; } = [];

    /// <summary>The calls that were made.</summary>
    public List<(string Method, string Route, int Status)> Made { get; } = [];

    static List<RowView> Rows(ReadOnlyMemory<byte> content, IReadOnlyCollection<long> rejected)
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
                        row.TryGetProperty("again", out _), rejected.Contains(number)));
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

/// <summary>A planned call.</summary>
internal sealed record CallView(long Number, CallState State, long Changed, IReadOnlyList<RowView> Rows);

/// <summary>A row of a planned call.</summary>
internal sealed record RowView(long Number, IReadOnlyList<string?> Values, bool IsAgain, bool IsRejected);

/// <summary>A row that was not accepted.</summary>
internal sealed record RejectView(long Number, string Code, IReadOnlyList<string?> Values);
