using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>The columns of an ingest job.</summary>
/// <param name="Names">Their names as they were uploaded.</param>
/// <param name="KeyPlace">The column that says which record is meant; -1 when there is none.</param>
internal sealed record IngestHeader(IReadOnlyList<string> Names, int KeyPlace)
{
    const string Null = "#N/A";
    const int MostLetters = 32_000;

    /// <summary>Reads the first row.</summary>
    /// <exception cref="InvalidDataException">The job cannot be done by it; the message is that of the job.</exception>
    public static IngestHeader Of(CsvRow? row, FieldAccess access, OrgObject type, string operation, OrgField? key)
    {
        if (row is null) throw new InvalidDataException("InvalidBatch : The content has no header");
        if (row.Cells.Sum(name => name.Length + 1) > MostLetters) throw new InvalidDataException("InvalidBatch : The header is too long");
        var names = row.Cells;
        if (operation is "delete" or "hardDelete" && (names.Count != 1 || !IsId(names[0])))
            throw new InvalidDataException($"InvalidBatch : The '{operation}' batch must contain only ids");
        var twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new InvalidDataException($"InvalidBatch : Duplicate field name : {twice.Key}");
        if (names.FirstOrDefault(name => !Knows(access, type, name)) is { } unknown)
            throw new InvalidDataException($"InvalidBatch : Field name not found : {unknown}");
        var wanted = operation == "insert" ? null : key?.Name ?? "Id";
        return new(names, names.ToList().FindIndex(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>What a row says of the other columns: what is empty says nothing, and a mark empties a field.</summary>
    public List<SentCell> Cells(CsvRow row)
    {
        var cells = new List<SentCell>(Names.Count);
        for (var place = 0; place < Names.Count; place++)
        {
            var value = row.Cells[place];
            if (place == KeyPlace || value.Length == 0) continue;
            var dot = Names[place].IndexOf('.', StringComparison.Ordinal);
            cells.Add(dot < 0
                ? new(Names[place], value == Null ? null : value)
                : new(Names[place][..dot], new SentParent(Names[place][(dot + 1)..], value)));
        }

        return cells;
    }

    /// <summary>Which record a row is about; null when it does not say.</summary>
    public string? Key(CsvRow row) => KeyPlace >= 0 && row.Cells[KeyPlace] is { Length: > 0 } value and not Null ? value : null;

    static bool Knows(FieldAccess access, OrgObject type, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? access.Find(type, name) is not null
            : access.Of(type).Any(
                field => field.ReferenceTo.Count > 0 && name[..dot].Equals(field.RelationshipName, StringComparison.OrdinalIgnoreCase));
    }

    static bool IsId(string name) => name.Equals("Id", StringComparison.OrdinalIgnoreCase);
}
