using System.Buffers;
using System.Text;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Describe;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// Rows as the CSV of a job: a column for every field that any of them has. An empty cell leaves what is there, <c>#N/A</c> takes it away.
/// Source: Salesforce's page on preparing CSV files.
/// </summary>
internal sealed class RowsCsv
{
    /// <summary>What takes a value away; a text that says so cannot be sent by a job.</summary>
    public const string Nothing = "#N/A";

    /// <summary>Rows as CSV.</summary>
    /// <param name="parts">The rows.</param>
    /// <param name="its">The object.</param>
    public RowsCsv(IReadOnlyList<JsonElement> parts, OrgObject its)
    {
        KeyField = parts[0].TryGetProperty("upsert", out var by) ? its.Find(by.GetString()!)?.Name : null;
        Columns = ColumnsOf(parts);
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        Write(buffer, string.Join(',', Columns));
        Write(buffer, "\n");
        foreach (var part in parts)
        {
            for (var c = 0; c < Columns.Count; c++)
            {
                if (c > 0) Write(buffer, ",");
                WriteCell(buffer, CellOf(part, Columns[c]));
            }
            Write(buffer, "\n");
        }
        Bytes = buffer.WrittenMemory;
    }

    /// <summary>The key of an upsert, or null.</summary>
    public string? KeyField { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The text.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What a row has in a column.</summary>
    public static string CellOf(JsonElement part, string column)
    {
        if (column == "Id") return part.TryGetProperty("id", out var id) ? id.GetString()! : "";
        if (!part.TryGetProperty("body", out var body) || !body.TryGetProperty(column, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.Null => Nothing,
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
    }

    static List<string> ColumnsOf(IReadOnlyList<JsonElement> parts)
    {
        var columns = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.TryGetProperty("id", out _) && seen.Add("Id")) columns.Add("Id");
            if (!part.TryGetProperty("body", out var body)) continue;
            foreach (var field in body.EnumerateObject())
                if (seen.Add(field.Name)) columns.Add(field.Name);
        }
        return columns;
    }

    static void WriteCell(ArrayBufferWriter<byte> buffer, string cell)
    {
        if (cell.Length == 0) return;
        Write(buffer, cell.AsSpan().ContainsAny(Special) || cell[0] == ' ' || cell[^1] == ' '
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
    }

    static readonly SearchValues<char> Special = SearchValues.Create(",\"\n\r");

    static void Write(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);
}
