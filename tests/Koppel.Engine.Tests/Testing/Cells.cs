using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>Puts .NET values into batches and takes them out again.</summary>
static class Cells
{
    public static void Fill(RowBatch batch, object?[] values)
    {
        var row = batch.AddRow();
        for (var i = 0; i < values.Length; i++)
        {
            var buffer = batch[i];
            switch (values[i])
            {
                case null: buffer.SetNull(row); break;
                case bool flag: buffer.SetBoolean(row, flag); break;
                case int number: buffer.SetLong(row, number); break;
                case long number: buffer.SetLong(row, number); break;
                case double number: buffer.SetDouble(row, number); break;
                case decimal number: buffer.SetDecimal(row, number); break;
                case string text: buffer.SetText(row, text); break;
                case DateOnly date: buffer.SetDate(row, date); break;
                case TimeOnly time: buffer.SetLong(row, time.Ticks / TimeSpan.TicksPerMicrosecond); break;
                case DateTime time: buffer.SetTimestamp(row, time); break;
                case DateTimeOffset instant: buffer.SetTimestamp(row, instant.UtcDateTime); break;
                case long[] list: buffer.SetList(row, list); break;
                case string[] texts: buffer.SetTexts(row, texts); break;
                default: throw new InvalidOperationException($"No column holds {values[i]!.GetType().Name}.");
            }
        }
    }

    public static IEnumerable<object?[]> Rows(RowBatch batch) =>
        Enumerable.Range(0, batch.Count).Select(row => Enumerable.Range(0, batch.Columns.Count).Select(c => batch[c].Get(row)).ToArray());
}
