using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Koppel.Engine.State;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Plans;

/// <summary>
/// Writes what the loads of a dry run would do into a plan file, for its owner only: every change, not a sample. The file comes into being
/// under another name and takes its own when the plan is whole.
/// </summary>
public sealed class PlanWriter : IDisposable
{
    readonly string _path;
    readonly string _partial;
    readonly LedgerConnection _file;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    readonly bool _hasValues;
    readonly Dictionary<string, PlannedConnection> _connections = new(StringComparer.OrdinalIgnoreCase);
    readonly List<PlannedScript> _scripts = [];
    int _loads;
    bool _isWhole;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it is to be; a file that is there is replaced when the plan is whole.</param>
    /// <param name="hasValues">Whether values are written, and not only digests of them.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public PlanWriter(string path, bool hasValues = true)
    {
        (_path, _hasValues) = (Path.GetFullPath(path), hasValues);
        _partial = $"{_path}.{Guid.NewGuid():N}.part";
        StateFile.Open(_partial, FileMode.CreateNew, FileShare.None).Dispose();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _partial, Pooling = false }.ToString());
        _file = new LedgerConnection(connection);
        try
        {
            connection.Open();
            _file.ExecuteScript($"pragma journal_mode = off; {PlanStore.Tables}; begin");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many loads were planned.</summary>
    public int Loads => _loads;

    /// <summary>How many rows they change.</summary>
    public long Changes { get; private set; }

    /// <summary>A script begins, whose loads come next.</summary>
    public void Begin(PlannedScript script) => _scripts.Add(script);

    /// <summary>Makes the plan whole.</summary>
    /// <param name="head">What it says of itself; scripts and connections are known already.</param>
    /// <param name="sources">The files that were read.</param>
    /// <param name="key">What it is sealed with, or null.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Complete(PlanHead head, IReadOnlyList<PlannedSource> sources, string? key)
    {
        ArgumentNullException.ThrowIfNull(head);
        var whole = head with
        {
            Format = PlanStore.Format, HasValues = _hasValues, Salt = _hasValues ? "" : Convert.ToBase64String(_salt),
            Scripts = _scripts, Connections = [.. _connections.Values], Sources = sources,
        };
        var text = JsonSerializer.SerializeToUtf8Bytes(whole, PlanStore.Json);
        PlanStore.Add(_hash, PlanStore.Head, 0, text);
        Put(PlanStore.Head, Encoding.UTF8.GetString(text));
        var digest = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Put(PlanStore.Digest, digest);
        if (key is not null) Put(PlanStore.Seal, PlanStore.SealOf(digest, key));
        _file.ExecuteScript("commit; vacuum");
        _file.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _isWhole = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        if (!_isWhole) File.Delete(_partial);
    }

    /// <summary>A load begins.</summary>
    /// <param name="columns">The columns of its rows.</param>
    /// <param name="target">The target.</param>
    internal PlannedRowsWriter Begin(IReadOnlyList<Column> columns, TableSchema target)
    {
        _loads++;
        return new PlannedRowsWriter(this, _loads, columns, target, _hasValues ? null : _salt);
    }

    /// <summary>It is planned.</summary>
    internal void End(PlannedLoad load, PlannedConnection connection)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(load, PlanStore.Json);
        PlanStore.Add(_hash, "load", load.Number, text);
        _file.Execute("insert into loads values ($1, $2)", load.Number, Encoding.UTF8.GetString(text));
        _connections[connection.Name] = connection;
        Changes += load.Changes;
    }

    /// <summary>A block of its rows is full.</summary>
    internal void Add(int load, string kind, int block, int rows, ReadOnlySpan<byte> text)
    {
        PlanStore.Add(_hash, kind, load, text);
        _file.Execute("insert into blocks values ($1, $2, $3, $4, $5)", load, kind, block, rows, PlanStore.Pack(text));
    }

    void Put(string name, string value) => _file.Execute("insert into plan values ($1, $2)", name, value);
}

/// <summary>Takes what a load would do with each row, as a journal would keep it.</summary>
/// <param name="plan">The plan.</param>
/// <param name="load">The load's number.</param>
/// <param name="columns">The columns of its rows.</param>
/// <param name="target">The target.</param>
/// <param name="salt">Digests of values are made with it; null where values are kept.</param>
internal sealed class PlannedRowsWriter(
    PlanWriter plan, int load, IReadOnlyList<Column> columns, TableSchema target, byte[]? salt)
{
    readonly Lock _lock = new();
    readonly ArrayBufferWriter<byte> _text = new(1 << 16);
    readonly bool[] _isKey = [.. KeysOf(columns, target)];
    int _rows;
    int _block;

    /// <summary>The load's number.</summary>
    public int Number => load;

    /// <summary>The columns by which a person knows a row: what identifies it, or else its key.</summary>
    public IReadOnlyList<string> Keys => [.. columns.Where((_, i) => _isKey[i]).Select(c => c.Name)];

    /// <summary>Takes a planned call in.</summary>
    /// <param name="content">What its journal would keep of it.</param>
    public void Add(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        lock (_lock)
            foreach (var change in JournalRows.Changes(document.RootElement)) Add(change);
    }

    /// <summary>All changes are there; the rejects come.</summary>
    public void End(IEnumerable<Reject> rejects)
    {
        Flush(PlanStore.Changes);
        _block = 0;
        foreach (var reject in rejects)
        {
            Write(json =>
            {
                json.WriteNumberValue(reject.Row);
                json.WriteStringValue(reject.Code);
                json.WriteStringValue($"{reject.Reason} {reject.Remedy}".TrimEnd());
                Values(json, salt is null ? reject.Values : []);
                if (reject.SourceRow is { } source) json.WriteNumberValue(source);
            }, PlanStore.Rejects);
        }
        Flush(PlanStore.Rejects);
    }

    /// <summary>What a person knows a row by: what identifies it, or else its key.</summary>
    public static IEnumerable<bool> KeysOf(IReadOnlyList<Column> columns, TableSchema target)
    {
        var identity = columns.Select(c => target.Identity.Contains(c.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        return identity.Contains(true) ? identity : columns.Select(c => c.IsKey);
    }

    void Add(RowChange change) => Write(json =>
    {
        json.WriteNumberValue(change.Row);
        json.WriteNumberValue((int)change.Operation);
        Values(json, salt is null ? change.Values : change.Values.Select((v, i) => IsKept(i) ? v : null));
        if (salt is null && change.Old is { } old) Values(json, old);
        else json.WriteNullValue();
        json.WriteStartArray();
        foreach (var created in change.Creates) Values(json, [created.Table, created.Column, salt is null ? created.Value : null]);
        json.WriteEndArray();
        if (salt is null) return;
        json.WriteStringValue(PlanStore.DigestOf(salt, change.Values));
        json.WriteStringValue(PlanStore.DigestOf(salt, change.Old ?? []));
        json.WriteStartArray();
        for (var i = 0; i < change.Values.Count; i++)
            if (!IsKept(i) && (change.Values[i] is not null || columns[i].CanBeEmptied) && change.Values[i] != change.Old?[i])
                json.WriteNumberValue(i);
        json.WriteEndArray();
    }, PlanStore.Changes);

    bool IsKept(int column) => column >= _isKey.Length || _isKey[column];

    static void Values(Utf8JsonWriter json, IEnumerable<string?> values)
    {
        json.WriteStartArray();
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Writes a row, an array on a line of its own.</summary>
    void Write(Action<Utf8JsonWriter> write, string kind)
    {
        using (var json = new Utf8JsonWriter(_text, CallContent.Options))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        _text.Write("\n"u8);
        if (++_rows == PlanStore.BlockRows) Flush(kind);
    }

    void Flush(string kind)
    {
        if (_rows == 0) return;
        plan.Add(load, kind, _block++, _rows, _text.WrittenSpan);
        _text.ResetWrittenCount();
        _rows = 0;
    }
}
