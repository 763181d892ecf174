using System.Text;
using System.Text.Json;
using Koppel.Engine.Plans;
using Koppel.Engine.State;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Personal;

/// <summary>Finds a person in a plan file, be it edited since: its digest is not asked for.</summary>
internal sealed class PlanPerson(Person person, PersonIds ids)
{
    readonly PayloadRows _rows = new(person, ids);

    /// <summary>How many rows and texts of a plan are his.</summary>
    /// <param name="path">The file.</param>
    /// <param name="byId">Whether only a number names him.</param>
    /// <param name="hasValues">Whether it has values, and not only digests of them.</param>
    /// <exception cref="SqliteException">It is no plan, or is damaged.</exception>
    public int Count(string path, out bool byId, out bool hasValues)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        using var file = new LedgerConnection(connection);
        connection.Open();
        var texts = file.Rows("select name, value from plan union all select '', value from loads", r => (r.GetString(0), r.GetString(1)));
        hasValues = !texts.Any(t => t.Item1 == PlanStore.Head
            && JsonSerializer.Deserialize<PlanHead>(t.Item2, PlanStore.Json) is { HasValues: false });
        var named = texts.Count(t => person.IsIn(t.Item2));
        var loads = file.Rows("select number, value from loads", r => (r.GetInt64(0), r.GetString(1)))
            .ToDictionary(l => l.Item1, l => JsonSerializer.Deserialize<PlannedLoad>(l.Item2, PlanStore.Json)!);
        var (byAddress, byNumber) = (named, 0);
        using var blocks = file.Read("select load, packed from blocks");
        while (blocks.Read())
        {
            var load = loads.GetValueOrDefault(blocks.GetInt64(0));
            var block = PlanStore.Unpack(blocks.GetFieldValue<byte[]>(1));
            if (!person.IsIn(block.Span) && !ids.Concern(load?.Connection)) continue;
            foreach (var line in Encoding.UTF8.GetString(block.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var share = ShareOf(line, load, out var isNumber);
                if (share != Share.None && isNumber) byNumber++;
                else if (share != Share.None) byAddress++;
            }
        }
        byId = byAddress == 0 && byNumber > 0;
        return byAddress + byNumber;
    }

    Share ShareOf(string line, PlannedLoad? load, out bool byId)
    {
        byId = false;
        if (load is null) return person.IsIn(line) ? Share.Mentioned : Share.None;
        using var row = JsonDocument.Parse(line);
        var share = _rows.ShareOf(row.RootElement);
        var values = Values(row.RootElement, load).ToList();
        if (share == Share.His && values.Any(v => PersonIds.IsAddress(v.Column) && person.Is(v.Value)))
            foreach (var (column, value) in values) ids.Learn(load.Connection, load.Table, column, value);
        if (share != Share.None) return share;
        byId = values.Any(v => ids.Has(load.Connection, load.Table, v.Column, v.Value));
        return byId ? Share.His : Share.None;
    }

    /// <summary>The values of a change, and what the target has, by column.</summary>
    static IEnumerable<(string Column, string? Value)> Values(JsonElement row, PlannedLoad load) =>
        row.EnumerateArray().Skip(2).Take(2).Where(v => v.ValueKind == JsonValueKind.Array)
            .SelectMany(v => v.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                .Select(e => e.GetString()).Zip(load.Columns, (value, column) => (column, value)));
}
