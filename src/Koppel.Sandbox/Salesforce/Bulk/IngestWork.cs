using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>The rows of an ingest job while they are written, two hundred at a time, and what became of each.</summary>
internal sealed class IngestWork
{
    const int Chunk = 200;
    const int MostLetters = 131_072;

    readonly OrgData _org;
    readonly RecordWriter _writer;
    readonly OrgObject _type;
    readonly OrgField? _key;
    readonly string _operation;
    readonly List<(int Start, int End)> _rows = [];
    readonly List<RowOutcome> _outcomes = [];
    readonly CsvFormat _format;
    readonly Random? _locks;

    /// <summary>Reads the content.</summary>
    /// <param name="org">Where the rows go.</param>
    /// <param name="writer">Writes them.</param>
    /// <param name="target">What the job says of them.</param>
    /// <param name="format">How the content is written.</param>
    /// <param name="content">The CSV.</param>
    /// <param name="locks">Draws rows that another has locked; null when none are.</param>
    /// <exception cref="InvalidDataException">It cannot be read; the message is that of the job.</exception>
    public IngestWork(
        OrgData org, RecordWriter writer, IngestTarget target, CsvFormat format, ReadOnlyMemory<byte> content, Random? locks)
    {
        (_org, _writer, _format, Content, _locks) = (org, writer, format, content, locks);
        (_operation, _type, _key) = target;
        var reader = new CsvReader(content, format);
        Header = IngestHeader.Of(reader.Next(), org.Access, _type, _operation, _key);
        while (reader.Next() is { } row) _rows.Add((row.Start, row.End));
    }

    public ReadOnlyMemory<byte> Content { get; }

    public IngestHeader Header { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>What became of the rows that were looked at, in the order of the upload.</summary>
    public IReadOnlyList<RowOutcome> Outcomes => _outcomes;

    public int Failed { get; private set; }

    /// <summary>The bytes of a row as they were uploaded.</summary>
    public ReadOnlyMemory<byte> Raw(int row) => Content[_rows[row].Start.._rows[row].End];

    public CsvRow Read(int row) => new CsvReader(Content, _format, _rows[row].Start).Next()!;

    /// <summary>Goes on until so many rows were looked at.</summary>
    public void RunTo(int rows)
    {
        while (_outcomes.Count < rows)
        {
            var end = Math.Min(rows, (_outcomes.Count / Chunk * Chunk) + Chunk);
            _org.Use(() =>
            {
                var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                while (_outcomes.Count < end) Add(Write(Read(_outcomes.Count), keys));
            });
        }
    }

    void Add(Outcome outcome)
    {
        if (outcome.Fault is not null) Failed++;
        var id = outcome.Id.Table == 0 ? "" : _org.IdTextOf(outcome.Id);
        _outcomes.Add(new(id, outcome.IsCreated, outcome.Fault is { } fault ? Text(fault) : null));
    }

    /// <summary>Why a row was not written, as it stands in a result.</summary>
    public static string Text(RowFault fault) =>
        $"{fault.Code}:{fault.Message}:{string.Concat(fault.Fields.Select((name, at) => at == 0 ? name : ", " + name))}"
        + (fault.Fields.Count > 0 ? " --" : "--");

    Outcome Write(CsvRow row, HashSet<string> keys)
    {
        if (row.Fault is { } unreadable) return Outcome.Failed(new("INVALID_CSV_ROW", unreadable));
        if (row.Cells.Count != Header.Names.Count)
            return Outcome.Failed(new("INVALID_CSV_ROW", $"The row has {row.Cells.Count} values and the header {Header.Names.Count}."));
        if (row.Cells.Any(cell => cell.Length > MostLetters))
            return Outcome.Failed(new("INVALID_CSV_ROW", $"A value is longer than {MostLetters} characters."));
        if (_locks?.Next(4) == 0)
            return Outcome.Failed(RowFault.Locked(row.Cells.FirstOrDefault(cell => IdText.Parse(cell) is not null) ?? ""));
        var (key, cells) = (Header.Key(row), Header.Cells(row));
        switch (_operation)
        {
            case "insert": return _writer.Create(_type, cells);
            case "upsert":
                return key is not null && !keys.Add(key)
                    ? Outcome.Failed(new("DUPLICATE_VALUE", $"Duplicate external id specified: {key}", _key!.Name))
                    : _writer.Upsert(_type, _key!, key, cells);
            default:
                if (key is null) return Outcome.Failed(new("MISSING_ARGUMENT", $"Id not specified in a call of {_operation}"));
                return _operation == "update" ? _writer.Update(_type, key, cells) : _writer.Delete(key, _type, _operation == "hardDelete");
        }
    }
}

/// <summary>What became of a row.</summary>
/// <param name="Id">The record; empty when there is none.</param>
/// <param name="IsCreated">Whether it was not there before.</param>
/// <param name="Error">Why it was not written; null when it was.</param>
internal readonly record struct RowOutcome(string Id, bool IsCreated, string? Error);

/// <summary>What an ingest job does to what.</summary>
/// <param name="Operation">insert, update, upsert, delete, hardDelete.</param>
/// <param name="Type">The object.</param>
/// <param name="Key">By what an upsert finds records; null for other operations.</param>
internal sealed record IngestTarget(string Operation, OrgObject Type, OrgField? Key);
