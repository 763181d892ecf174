using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Engine.Plans;

/// <summary>
/// How a plan stands in its file: one of SQLite with what it says of itself, its loads, and their changes and rejects in packed blocks. All
/// of it is in the digest, so that a plan that was edited is known.
/// </summary>
internal static class PlanStore
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int Format = 1;

    /// <summary>A block has so many rows at most.</summary>
    public const int BlockRows = 1_000;

    /// <summary>The kinds of blocks.</summary>
    public const string Changes = "change", Rejects = "reject";

    /// <summary>The names in <c>plan</c>.</summary>
    public const string Head = "head", Digest = "digest", Seal = "seal";

    /// <summary>Its tables.</summary>
    public const string Tables = """
        create table plan (name text primary key, value text not null) without rowid;
        create table loads (number integer primary key, value text not null);
        create table blocks (load integer not null, kind text not null, block integer not null, rows integer not null,
            packed blob not null, primary key (load, kind, block)) without rowid
        """;

    /// <summary>The JSON in it. Read by people, never put into a page.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new NoteConverter() },
    };

    /// <summary>Packs a block.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = 6 })) brotli.Write(text);
        return packed.ToArray();
    }

    /// <summary>Unpacks one.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ReadOnlyMemory<byte> Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        var text = new MemoryStream();
        brotli.CopyTo(text);
        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }

    /// <summary>The seal of a digest under a key.</summary>
    public static string SealOf(string digest, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"koppel plan {digest}")));

    /// <summary>A digest of values under a salt: nine bytes, which is enough to tell that they differ.</summary>
    public static string DigestOf(byte[] salt, IEnumerable<string?> values)
    {
        var hash = HMACSHA256.HashData(salt, JsonSerializer.SerializeToUtf8Bytes(values, Json));
        return Convert.ToBase64String(hash.AsSpan(0, 9));
    }

    /// <summary>Adds a part of a plan to its digest.</summary>
    public static void Add(IncrementalHash hash, string name, long number, ReadOnlySpan<byte> content)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {number} {content.Length}\n")));
        hash.AppendData(content);
    }
}
