using System.Text.Json;
using Koppel.Sandbox.Salesforce.Bulk;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Rest;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.BulkOne;

/// <summary>The rows of a batch: read from CSV or JSON, and written two hundred at a time.</summary>
internal sealed class BatchRows(BatchJob job, FieldAccess access)
{
    /// <summary>How many a batch may have.</summary>
    const int Most = 10_000;

    /// <summary>Writes them; gives what became of each, in their order.</summary>
    /// <exception cref="InvalidDataException">The batch as a whole cannot be read; the message is what it tells.</exception>
    public IReadOnlyList<Outcome> Run(OrgData org, RecordWriter writer, ReadOnlyMemory<byte> content, bool hasLocks)
    {
        var rows = job.IsJson ? Json(content) : Csv(content);
        if (rows.Count > Most)
            throw new InvalidDataException($"InvalidBatch : A batch has at most {Most} records, and this one {rows.Count}");
        var batch = new RecordBatch(org, writer);
        List<Outcome> outcomes = [];
        foreach (var chunk in rows.Chunk(RecordBatch.Most))
        {
            RecordWork[] works = [.. chunk.Where(row => row.Fault is null).Select(row => row.Work!)];
            var done = new Queue<Outcome>(org.Use(() => batch.Run(works, allOrNone: false, hasLocks)));
            outcomes.AddRange(chunk.Select(row => row.Fault is { } fault ? Outcome.Failed(fault) : done.Dequeue()));
        }

        return outcomes;
    }

    List<(RecordWork? Work, RowFault? Fault)> Csv(ReadOnlyMemory<byte> content)
    {
        var reader = new CsvReader(content, new("COMMA", LineEnding(content.Span)));
        var header = IngestHeader.Of(reader.Next(), access, job.Type, job.Operation, job.Key);
        List<(RecordWork? Work, RowFault? Fault)> rows = [];
        while (reader.Next() is { } row)
        {
            var fault = row.Fault ?? (row.Cells.Count == header.Names.Count ? null
                : $"The row has {row.Cells.Count} values and the header {header.Names.Count}.");
            rows.Add(fault is null ? (Work(header.Key(row), header.Cells(row)), null) : (null, new("INVALID_CSV_ROW", fault)));
        }

        return rows;
    }

    List<(RecordWork? Work, RowFault? Fault)> Json(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var sent = JsonDocument.Parse(content);
            if (sent.RootElement.ValueKind != JsonValueKind.Array)
                throw new InvalidDataException("InvalidBatch : The batch is no JSON array of records");
            return [.. sent.RootElement.EnumerateArray().Select(record => ((RecordWork?)Work(record), (RowFault?)null))];
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException("InvalidBatch : The batch is no JSON: " + wrong.Message, wrong);
        }
        catch (SalesforceFault wrong)
        {
            throw new InvalidDataException("InvalidBatch : " + wrong.Message, wrong);
        }
    }

    RecordWork Work(JsonElement record)
    {
        var name = job.Operation == "insert" ? null : job.Key?.Name ?? "Id";
        var key = name is null ? null : SentJson.Member(record, name) is { } value ? SentJson.Scalar(value) : null;
        var cells = SentJson.Cells(record).Where(cell => !cell.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return Work(key, cells);
    }

    RecordWork Work(object? key, List<SentCell> cells) => job.Operation switch
    {
        "insert" => new(RecordVerb.Create, job.Type) { Cells = cells },
        "upsert" => new(RecordVerb.Upsert, job.Type) { Key = job.Key, KeyValue = key, Cells = cells },
        "update" => new(RecordVerb.Update, job.Type) { Id = key as string, Cells = cells },
        "delete" => new(RecordVerb.Delete, job.Type) { Id = key as string },
        _ => new(RecordVerb.HardDelete, job.Type) { Id = key as string },
    };

    // Either end of a line will do, if only all are alike.
    static string LineEnding(ReadOnlySpan<byte> content) =>
        content.IndexOf((byte)'\n') is > 0 and var at && content[at - 1] == '\r' ? "CRLF" : "LF";
}
