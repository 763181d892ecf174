using System.Text.Json;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Personal;

/// <summary>A snapshot that has rows of a person.</summary>
/// <param name="Id">Its number in the file.</param>
/// <param name="Name">What it is of, such as <c>contacts of https://account.example.com/</c>.</param>
/// <param name="Rows">How many rows of it are his.</param>
internal sealed record SnapshotFind(long Id, string Name, int Rows);

/// <summary>Finds a person in the rows that are kept of remote tables, and drops the snapshots that have him.</summary>
internal sealed class SnapshotPerson(LedgerConnection file, Person person, PersonIds ids, IReadOnlyList<ConnectionSettings> connections)
{
    /// <summary>The snapshots that have him, those that were not taken to their end too.</summary>
    public IReadOnlyList<SnapshotFind> Find()
    {
        var found = new Dictionary<long, SnapshotFind>();
        using var rows = file.Read(
            "select r.snapshot, coalesce(s.name, ''), r.key, r.content from rows r left join snapshots s on s.id = r.snapshot");
        while (rows.Read())
        {
            var content = (byte[])rows.GetValue(3);
            if (!person.IsIn(content)) continue;
            var (id, name) = (rows.GetInt64(0), rows.GetString(1));
            found[id] = new SnapshotFind(id, name, found.GetValueOrDefault(id)?.Rows + 1 ?? 1);
            Learn(name, content, rows.GetFieldType(2) == typeof(long) ? rows.GetInt64(2).ToString(null, null) : null);
        }
        return [.. found.Values];
    }

    /// <summary>
    /// Drops one. Without the row alone it would count one row less than the account, and be taken anew all the same.
    /// </summary>
    public void Drop(SnapshotFind find)
    {
        file.Execute("delete from rows where snapshot = $1", find.Id);
        file.Execute("delete from snapshots where id = $1", find.Id);
    }

    /// <summary>The key of his row is his number, in the connections to that address.</summary>
    void Learn(string name, byte[] content, string? key)
    {
        if (name.IndexOf(" of ", StringComparison.Ordinal) is not (> 0 and var at)) return;
        using var row = JsonDocument.Parse(content);
        if (!row.RootElement.EnumerateObject().Any(p => PersonIds.IsAddress(p.Name) && p.Value.ValueKind == JsonValueKind.String
            && person.Is(p.Value.GetString()))) return;
        key ??= row.RootElement.EnumerateObject()
            .FirstOrDefault(p => p.Name.Equals("id", StringComparison.OrdinalIgnoreCase)).Value.ToString();
        foreach (var connection in connections)
            if (connection.Text("url") is { Length: > 0 } url
                && name[(at + 4)..].StartsWith(url.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
                ids.Learn(connection.Name, name[..at], "id", key);
    }
}
