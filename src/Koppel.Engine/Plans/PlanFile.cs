using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Plans;

/// <summary>A plan that was written into a file, to be read by a person and applied as it is.</summary>
public sealed class PlanFile : IDisposable
{
    readonly LedgerConnection _file;

    PlanFile(string path, LedgerConnection file)
    {
        (Path, _file) = (path, file);
        var said =
            _file.Rows("select name, value from plan", r => (r.GetString(0), r.GetString(1))).ToDictionary(r => r.Item1, r => r.Item2);
        Head = JsonSerializer.Deserialize<PlanHead>(said[PlanStore.Head], PlanStore.Json)!;
        if (Head.Format != PlanStore.Format)
            throw Fault(
                $"is of form {Head.Format}, and this program reads {PlanStore.Format}. Take the Koppel that made it: {Head.MadeBy}");
        Digest = said[PlanStore.Digest];
        Seal = said.GetValueOrDefault(PlanStore.Seal);
        Loads = [.. _file.Rows("select value from loads order by number", r => r.GetString(0))
            .Select(l => JsonSerializer.Deserialize<PlannedLoad>(l, PlanStore.Json)!)];
        if (DigestOf(said[PlanStore.Head]) != Digest)
            throw Fault("was changed after it was made: its digest is another one. Plan anew");
    }

    /// <summary>Opens one, and makes sure that nobody changed it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConnectorException">It is not there, is no plan, is damaged or was changed.</exception>
    public static PlanFile Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new ConnectorException(ConnectorErrorKind.NotFound,
                $"There is no plan file {full}. koppel explain … --output FILE.koppel makes one.");
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = full, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        var file = new LedgerConnection(connection);
        try
        {
            connection.Open();
            return new PlanFile(full, file);
        }
        catch (Exception fault)
        {
            file.Dispose();
            if (fault is SqliteException || StateFile.IsOfContent(fault))
                throw new ConnectorException(ConnectorErrorKind.BadAnswer,
                    $"The file {full} is no plan of Koppel's, or is damaged: {fault.Message.TrimEnd('.')}. Plan anew.", fault);
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it says of itself.</summary>
    public PlanHead Head { get; }

    /// <summary>What nobody can keep who changes anything in it: SHA-256 over all of it.</summary>
    public string Digest { get; }

    /// <summary>The digest under a key that only some have; null for none.</summary>
    public string? Seal { get; }

    /// <summary>Its loads, in order.</summary>
    public IReadOnlyList<PlannedLoad> Loads { get; }

    /// <summary>Whether it was sealed with a key.</summary>
    public bool IsSealedWith(string key) => Seal is { } seal && CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(seal), Encoding.UTF8.GetBytes(PlanStore.SealOf(Digest, key)));

    /// <summary>The changes of a load, in order, read as they are asked for.</summary>
    /// <param name="load">The load's number.</param>
    /// <param name="from">How many of them are passed over, without reading most of them.</param>
    public IEnumerable<PlannedChange> Changes(int load, long from = 0) => Lines(load, PlanStore.Changes, from).Select(ChangeOf);

    /// <summary>The rows of a load that cannot be accepted, in order, read as they are asked for.</summary>
    /// <param name="load">The load's number.</param>
    /// <param name="from">How many of them are passed over.</param>
    public IEnumerable<PlannedReject> Rejects(int load, long from = 0) => Lines(load, PlanStore.Rejects, from).Select(r =>
        new PlannedReject(r[0].GetInt64(), r[1].GetString()!, r[2].GetString()!, Texts(r[3]))
        {
            SourceRow = r.GetArrayLength() > 4 ? r[4].GetInt64() : null,
        });

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    string DigestOf(string head)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var loads = _file.Rows("select number, value from loads order by number", r => (r.GetInt64(0), r.GetString(1)));
        foreach (var (number, text) in loads)
        {
            foreach (var kind in (ReadOnlySpan<string>)[PlanStore.Changes, PlanStore.Rejects])
                foreach (var block in Blocks((int)number, kind)) PlanStore.Add(hash, kind, number, block.Span);
            PlanStore.Add(hash, "load", number, Encoding.UTF8.GetBytes(text));
        }
        PlanStore.Add(hash, PlanStore.Head, 0, Encoding.UTF8.GetBytes(head));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The lines of a load behind so many. All blocks but the last are full.</summary>
    IEnumerable<JsonElement> Lines(int load, string kind, long from) =>
        Blocks(load, kind, from / PlanStore.BlockRows).SelectMany(Lines).Skip((int)(from % PlanStore.BlockRows));

    /// <summary>The blocks of a load, one at a time.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Blocks(int load, string kind, long first = 0)
    {
        for (var block = first; ; block++)
        {
            byte[]? packed;
            lock (_file) // Several may read it at once.
                packed = _file.Rows("select packed from blocks where load = $1 and kind = $2 and block = $3",
                    r => r.GetFieldValue<byte[]>(0), load, kind, block).SingleOrDefault();
            if (packed is null) yield break;
            yield return PlanStore.Unpack(packed);
        }
    }

    static IEnumerable<JsonElement> Lines(ReadOnlyMemory<byte> block)
    {
        for (var at = 0; at < block.Length;)
        {
            var end = at + block.Span[at..].IndexOf((byte)'\n');
            using var line = JsonDocument.Parse(block[at..end]);
            yield return line.RootElement;
            at = end + 1;
        }
    }

    static PlannedChange ChangeOf(JsonElement line) => new(
        line[0].GetInt64(), (WriteOperation)line[1].GetInt32(), Texts(line[2]),
        line[3].ValueKind == JsonValueKind.Null ? null : Texts(line[3]),
        [.. line[4].EnumerateArray().Select(c => new Creation(c[0].GetString()!, c[1].GetString()!, c[2].GetString() ?? ""))])
    {
        Digests = line.GetArrayLength() > 5 ? (line[5].GetString()!, line[6].GetString()!) : null,
        Changing = line.GetArrayLength() > 5 ? [.. line[7].EnumerateArray().Select(i => i.GetInt32())] : null,
    };

    static string?[] Texts(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetString())];

    ConnectorException Fault(string what) => new(
        ConnectorErrorKind.Refused, string.Create(CultureInfo.InvariantCulture, $"The plan {Path} {what}."));
}
