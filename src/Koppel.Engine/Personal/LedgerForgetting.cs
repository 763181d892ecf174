using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Personal;

/// <summary>
/// Takes a person out of the rows of the ledger that name him. No row goes and no number changes: the books stay as they are.
/// </summary>
internal sealed class LedgerForgetting(LedgerConnection file, Person person, LedgerPerson finder)
{
    /// <summary>How often a digest is made over, so that addresses cannot be tried quickly.</summary>
    const int Rounds = 100_000;

    readonly PayloadWriter _writer = new(person.Without);

    /// <summary>Takes him out of a row.</summary>
    public void TakeOut(LedgerFind find)
    {
        if (find.Place == LedgerPlace.Payloads) TakeOutOfPayload((long)find.Key[0]);
        else TakeOutOfTexts(find);
    }

    /// <summary>Notes that values were taken out of these runs, and that somebody was forgotten: never who.</summary>
    public void Record(IEnumerable<long> runs, long records, long now)
    {
        foreach (var run in runs) file.Execute("update runs set forgotten = $2 where run = $1", run, now);
        var salt = RandomNumberGenerator.GetBytes(16);
        file.Execute("insert into forgets (at, salt, digest, records) values ($1, $2, $3, $4)", now, salt,
            DigestOf(person.Address, salt), records);
    }

    /// <summary>When he was forgotten before.</summary>
    public static IReadOnlyList<DateTimeOffset> Before(LedgerConnection file, Person person) =>
        [.. file.Rows("select at, salt, digest from forgets order by id",
                r => (At: r.GetInt64(0), Salt: (byte[])r.GetValue(1), Digest: (byte[])r.GetValue(2)))
            .Where(f => CryptographicOperations.FixedTimeEquals(f.Digest, DigestOf(person.Address, f.Salt)))
            .Select(f => LedgerTime.From(f.At))];

    static byte[] DigestOf(string address, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(address.ToUpperInvariant()), salt, Rounds, HashAlgorithmName.SHA256, 32);

    void TakeOutOfTexts(LedgerFind find)
    {
        var place = find.Place;
        var columns = place.Columns;
        var (had, connection, table) = file.Rows(
            $"select {string.Join(", ", columns.Select(c => $"t.\"{c}\""))}, s.connection, s.target_table, {place.Source ?? "null"} "
                + $"from {place.From} where {string.Join(" and ", place.Keys.Select((k, i) => $"t.{k} = ${i + 1}"))}",
            r => (Had: Enumerable.Range(0, columns.Count).Select(i => r.IsDBNull(i) ? null : r.GetString(i)).ToArray(),
                Connection: r.IsDBNull(columns.Count) ? null : r.GetString(columns.Count),
                Table: r.IsDBNull(columns.Count + 1) ? null : r.GetString(columns.Count + 1)), find.Key)[0];
        object?[] now = [.. had.Select((text, i) => text is null ? null
            : columns[i] == place.Values ? Values(text, find.ById, connection, table)
            : columns[i] == LedgerPlace.Notes ? person.Without(Notes(text))
            : person.Without(text))];
        file.Execute(
            $"update {place.Name} set {string.Join(", ", columns.Select((c, i) => $"\"{c}\" = ${i + 1}"))} where "
                + place.Where(columns.Count + 1), [.. now, .. find.Key]);
    }

    /// <summary>A note of an older program may show a row of his with all its values.</summary>
    string Notes(string text) =>
        LedgerJson.Of([.. LedgerJson.Texts(text).Select(n => person.IsIn(n) ? person.Without(LeftNotes.WithoutRows(n)) : n)]);

    string Values(string text, bool byId, string? connection, string? table)
    {
        using var values = JsonDocument.Parse(text);
        var share = byId ? Share.His : finder.ShareOf(values.RootElement, connection, table, out _);
        return share == Share.None ? text : Encoding.UTF8.GetString(_writer.Write(values.RootElement, share).Span);
    }

    void TakeOutOfPayload(long call)
    {
        var (packed, created, load) = file.Rows(
            "select t.content, c.created, s.connection, s.target_table, s.columns from " + LedgerPlace.Payloads.From + " where t.call = $1",
            r => (r.GetFieldValue<byte[]>(0), r.IsDBNull(1) ? null : r.GetString(1),
                new LoadOf(r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3),
                    r.IsDBNull(4) ? [] : LedgerJson.Texts(r.GetString(4)))), call)[0];
        using var content = JsonDocument.Parse(Packed.Unpack(packed));
        var forgotten = new HashSet<long>();
        var written = _writer.Write(content.RootElement, part =>
        {
            var share = finder.ShareOf(part, load);
            if (share != Share.None)
                forgotten.UnionWith(part.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("row").GetInt64()));
            return share;
        });
        file.Execute("update contents set content = $2 where call = $1", call, Packed.Pack(written.Span));
        if (CreatedKeys.Read(created) is { } keys && keys.ByRow.Keys.Any(forgotten.Contains))
            file.Execute("update calls set created = $2 where id = $1", call,
                (keys with { ByRow = keys.ByRow.Where(k => !forgotten.Contains(k.Key)).ToDictionary() }).Write());
    }
}
