using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Koppel.EndToEnd.Tests.Personal;

/// <summary>Looks for an address in every byte of a folder, knowing nothing of how Koppel looks for it.</summary>
static class AddressBytes
{
    /// <summary>Where it is: raw in a file, in whatever case and encoding, or packed in a database.</summary>
    public static IReadOnlyList<string> In(string folder, string address)
    {
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            if (Has(bytes, address)) found.Add(Path.GetFileName(path));
            if (bytes.AsSpan().StartsWith("SQLite format 3\0"u8)) found.AddRange(InDatabase(path, address));
        }
        return found;
    }

    static IEnumerable<string> InDatabase(string path, string address)
    {
        using var file = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        file.Open();
        foreach (var table in Column(file, "select name from sqlite_master where type = 'table'").Select(t => (string)t).ToList())
        {
            using var command = file.CreateCommand();
#pragma warning disable CA2100
            command.CommandText = $"select * from \"{table}\"";
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            while (rows.Read())
                for (var c = 0; c < rows.FieldCount; c++)
                    if (rows.GetValue(c) is byte[] packed && Has(Unpacked(packed), address))
                        yield return $"{Path.GetFileName(path)}: {table}.{rows.GetName(c)}";
        }
    }

    static List<object> Column(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var values = new List<object>();
        while (rows.Read()) values.Add(rows.GetValue(0));
        return values;
    }

    static byte[] Unpacked(byte[] packed)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var text = new MemoryStream();
            brotli.CopyTo(text);
            return text.ToArray();
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            return packed;
        }
    }

    static bool Has(byte[] bytes, string address)
    {
        bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (Contains(Encoding.UTF8.GetString(bytes), address) || Contains(Encoding.Unicode.GetString(bytes), address)
            || Contains(Encoding.Unicode.GetString(bytes.AsSpan(Math.Min(1, bytes.Length))), address)) return true;
        var text = Encoding.UTF8.GetString(bytes);
        var local = Uri.EscapeDataString(address);
        if (local != address && Contains(text, local)) return true;
        var json = System.Text.Json.JsonSerializer.Serialize(address)[1..^1];
        if (json != address && Contains(text, json)) return true;
        // Base64 of it at each of the three places that it can begin at, without the letters that its neighbours decide.
        return Enumerable.Range(0, 3).Any(at =>
        {
            var encoded = Convert.ToBase64String([.. new byte[at], .. Encoding.UTF8.GetBytes(address)]);
            return text.Contains(encoded[4..^4], StringComparison.Ordinal);
        });
    }
}
