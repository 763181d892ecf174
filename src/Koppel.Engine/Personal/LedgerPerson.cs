using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Personal;

/// <summary>A row of the ledger that names a person.</summary>
/// <param name="Place">Its table.</param>
/// <param name="Key">Its key.</param>
/// <param name="Run">Its run.</param>
/// <param name="Statement">The number of its statement, or null.</param>
/// <param name="Records">How many rows of a load it holds of his; 1 where it holds none.</param>
/// <param name="Data">What kind of data that is.</param>
/// <param name="ById">Whether only a number names him.</param>
internal sealed record LedgerFind(LedgerPlace Place, object[] Key, long Run, long? Statement, int Records, string Data, bool ById);

/// <summary>
/// Finds a person in the ledger. Rows are read one by one, so that a large ledger takes no more memory than a small one.
/// </summary>
internal sealed class LedgerPerson(LedgerConnection file, Person person, PersonIds ids)
{
    readonly PayloadRows _rows = new(person, ids);

    /// <summary>All rows that name him; what they tell of his numbers is learned on the way.</summary>
    public IEnumerable<LedgerFind> Find() => LedgerPlace.All.SelectMany(Find).Concat(FindPayloads());

    /// <summary>Only the rows of loads that name him, whatever became of them.</summary>
    public IEnumerable<LedgerFind> FindRows() => LedgerPlace.All.Where(p => p.Values is not null).SelectMany(Find).Concat(FindPayloads());

    /// <summary>How much of a row's values by column is his.</summary>
    public Share ShareOf(JsonElement values, string? connection, string? table, out bool byId)
    {
        byId = false;
        var share = _rows.ShareOf(values);
        if (share != Share.None || values.ValueKind != JsonValueKind.Object || !ids.Concern(connection)) return share;
        byId = values.EnumerateObject().Any(
            v => v.Value.ValueKind == JsonValueKind.String && ids.Has(connection, table, v.Name, v.Value.GetString()));
        return byId ? Share.His : share;
    }

    /// <summary>How much of a part of what a call carries is his.</summary>
    public Share ShareOf(JsonElement part, LoadOf load) => _rows.ShareOf(part, load, out _);

    IEnumerable<LedgerFind> Find(LedgerPlace place)
    {
        var keys = place.Keys.Count;
        using var rows = file.Read(place.Query);
        while (rows.Read())
        {
            var named = new List<string>();
            var byId = false;
            for (var i = 0; i < place.Columns.Count; i++)
            {
                if (rows.IsDBNull(keys + 5 + i)) continue;
                var (column, text) = (place.Columns[i], rows.GetString(keys + 5 + i));
                if (column != place.Values)
                {
                    if (person.IsIn(text)) named.Add(column);
                    continue;
                }
                var (connection, table) = Of(rows, keys);
                if (!person.IsIn(text) && !ids.Concern(connection)) continue;
                using var values = JsonDocument.Parse(text);
                if (ShareOf(values.RootElement, connection, table, out byId) == Share.None) continue;
                named.AddRange(values.RootElement.EnumerateObject().Select(v => v.Name));
                Learn(values.RootElement, connection, table);
            }
            if (named.Count > 0)
                yield return new LedgerFind(place, Key(rows, keys), rows.GetInt64(keys), Number(rows, keys + 1), 1,
                    string.Join(", ", named), byId);
        }
    }

    void Learn(JsonElement values, string? connection, string? table)
    {
        if (!values.EnumerateObject().Any(v => PersonIds.IsAddress(v.Name) && person.Is(Text(v.Value)))) return;
        foreach (var value in values.EnumerateObject()) ids.Learn(connection, table, value.Name, Text(value.Value));
    }

    IEnumerable<LedgerFind> FindPayloads()
    {
        var place = LedgerPlace.Payloads;
        using var rows = file.Read(
            "select t.call, s.run, s.statement, s.connection, s.target_table, s.columns, t.content, c.created from " + place.From);
        var (columns, text) = ((IReadOnlyList<string>)[], "");
        while (rows.Read())
        {
            var content = Packed.Unpack(rows.GetFieldValue<byte[]>(6));
            var connection = Text(rows, 3);
            if (!person.IsIn(content) && !ids.Concern(connection)) continue;
            if (Text(rows, 5) is { } known && known != text) (columns, text) = (LedgerJson.Texts(known), known);
            var load = new LoadOf(connection, Text(rows, 4), columns);
            if (Look(content, load, Text(rows, 7), out var byId) is > 0 and var count)
                yield return new LedgerFind(place, [rows.GetInt64(0)], rows.GetInt64(1), Number(rows, 2), count,
                    columns.Count == 0 ? "what was sent" : string.Join(", ", columns), byId);
        }
    }

    /// <summary>How many rows of a load are his in what a call carries; 1 also where it names him beside its rows.</summary>
    int Look(byte[] content, LoadOf load, string? created, out bool byId)
    {
        using var document = JsonDocument.Parse(content);
        var count = 0;
        byId = true;
        foreach (var part in PayloadRows.Parts(document.RootElement))
        {
            if (_rows.ShareOf(part, load, out var onlyById) == Share.None) continue;
            if (_rows.Learn(part, load) && CreatedKeys.Read(created) is { } keys)
                foreach (var row in part.GetProperty("rows").EnumerateArray())
                    ids.Learn(load.Connection, load.Table, keys.Column, keys.ByRow.GetValueOrDefault(row.GetProperty("row").GetInt64()));
            count += PayloadRows.RowsOf(part);
            byId &= onlyById;
        }
        if (count > 0 || _rows.ShareOf(document.RootElement) == Share.None) return count;
        byId = false;
        return 1;
    }

    /// <summary>Whose values a row has: those of the source where it has one, or else of the statement's target.</summary>
    static (string? Connection, string? Table) Of(SqliteDataReader rows, int keys) =>
        Text(rows, keys + 4) is { } source && source.LastIndexOf('@') is >= 0 and var at
            ? (source[(at + 1)..], source[..at])
            : (Text(rows, keys + 2), Text(rows, keys + 3));

    static object[] Key(SqliteDataReader rows, int keys) => [.. Enumerable.Range(0, keys).Select(i => (object)rows.GetInt64(i))];

    static long? Number(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column);

    static string? Text(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
