using System.Globalization;
using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>The records of a resource in a snapshot.</summary>
internal sealed record TableState(int Next, IReadOnlyList<TableState.Row> Rows)
{
    public static TableState Of(RecordTable table) =>
        new(table.NextId, [.. table.All.ToArray().Select(record => Row.Of(table.Shape, record))]);

    public void AddTo(RecordTable table)
    {
        foreach (var row in Rows.OrderBy(row => row.Id))
        {
            if (table.NextId > row.Id) throw new InvalidDataException($"The snapshot has {table.Shape.One} {row.Id} twice.");
            var record = table.Add(row.Id, row.Created.ToUniversalTime(), row.Updated.ToUniversalTime());
            foreach (var column in table.Shape.Columns.Where(column => column.IsKept))
            {
                // A column that came after the snapshot was written keeps what the database sets.
                if (row.Values.TryGetValue(column.Name, out var value)) record[column.Name] = Value(column, value);
            }
        }

        table.ContinueAt(Next);
    }

    static object? Value(Column column, JsonElement value) => (column.Kind, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (Kind.Json, _) => value,
        (Kind.Moment or Kind.Stamp or Kind.Utc, JsonValueKind.String) when value.TryGetDateTime(out var moment) => moment.ToUniversalTime(),
        (_, JsonValueKind.String) => value.GetString(),
        (_, JsonValueKind.True) => true,
        (_, JsonValueKind.False) => false,
        (_, JsonValueKind.Number) when value.TryGetInt64(out var number) => number,
        _ => throw new InvalidDataException($"The snapshot's {column.Name} cannot be {value.GetRawText()}."),
    };

    /// <summary>One record.</summary>
    internal sealed record Row(int Id, DateTime Created, DateTime Updated, IReadOnlyDictionary<string, JsonElement> Values)
    {
        public static Row Of(RecordShape shape, Record record) => new(
            record.Id,
            record.Created,
            record.Updated,
            shape.Columns.Where(column => column.IsKept)
                .ToDictionary(column => column.Name, column => Json(record[column.Name]), StringComparer.Ordinal));

        static JsonElement Json(object? value) => value switch
        {
            JsonElement element => element,
            DateTime moment => JsonSerializer.SerializeToElement(moment.ToString("O", CultureInfo.InvariantCulture)),
            _ => JsonSerializer.SerializeToElement(value),
        };
    }
}
