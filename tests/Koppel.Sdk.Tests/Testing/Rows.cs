using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>Rows in and out of tables, as texts.</summary>
static class Rows
{
    /// <summary>A batch of rows of long, string, bool, double or null.</summary>
    public static RowBatch Of(IReadOnlyList<Column> columns, params object?[][] rows)
    {
        var batch = new RowBatch(columns, Math.Max(1, rows.Length));
        foreach (var row in rows)
        {
            var r = batch.AddRow();
            for (var c = 0; c < columns.Count; c++)
            {
                switch (row[c])
                {
                    case null: batch[c].SetNull(r); break;
                    case long number: batch[c].SetLong(r, number); break;
                    case int number: batch[c].SetLong(r, number); break;
                    case double number: batch[c].SetDouble(r, number); break;
                    case decimal number: batch[c].SetDecimal(r, number); break;
                    case string text: batch[c].SetText(r, text); break;
                    case bool on: batch[c].SetBoolean(r, on); break;
                    case DateOnly day: batch[c].SetDate(r, day); break;
                    case TimeOnly time: batch[c].SetTime(r, time); break;
                    case DateTime time: batch[c].SetTimestamp(r, time); break;
                    case long[] list: batch[c].SetList(r, list); break;
                    case string[] texts: batch[c].SetTexts(r, texts); break;
                    case var other: throw new InvalidOperationException($"No way to set {other}.");
                }
            }
        }
        return batch;
    }

    /// <summary>Reads a table; each row as its values with a bar between.</summary>
    public static async Task<List<string>> ReadAsync(
        this IScanTable table, string columns = "id", long? limit = null, Predicate[]? predicates = null,
        CancellationToken cancellationToken = default)
    {
        var plan = table.Plan(new ScanRequest { Columns = table.Columns(columns), Limit = limit, Predicates = predicates ?? [] });
        return await Show(table.ScanAsync(plan, cancellationToken));
    }

    public static async Task<List<string>> Show(IAsyncEnumerable<RowBatch> batches)
    {
        var rows = new List<string>();
        await foreach (var batch in batches)
            for (var r = 0; r < batch.Count; r++)
                rows.Add(string.Join('|', Enumerable.Range(0, batch.Columns.Count).Select(c => batch[c].Show(r))));
        return rows;
    }

    public static IReadOnlyList<Column> Columns(this ITable table, string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => table.Schema.Find(n)!)];

    public static RestSource Open(this TestAccount account, RestTable table) => new(table, account, TestAccount.BasePath);

    public static WritableRestSource OpenForWriting(this TestAccount account, RestTable table) => new(table, account, TestAccount.BasePath);
}
