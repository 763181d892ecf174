using System.Buffers;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Snapshots;

/// <summary>
/// Turns rows of a table into what a snapshot keeps of them, and back: the fields of the columns that it covers, as the API wrote them.
/// </summary>
internal sealed class SnapshotRows(RestTable table, ChangedSince changes)
{
    /// <summary>
    /// The time of a remote system that does not tell it: nothing is known of what changed since, so that all is asked for.
    /// </summary>
    public static readonly DateTimeOffset Unknown = DateTimeOffset.UnixEpoch;

    /// <summary>What stands around rows that were kept.</summary>
    const string List = "rows";

    readonly RestTable _kept = table with { List = List };
    readonly Column[] _columns = [.. table.Columns.Where(c => changes.Covers.Contains(c.Name))];
    readonly (string Name, FieldPath Path)[] _fields =
        [.. table.Columns.Where(c => changes.Covers.Contains(c.Name)).Select(c => c.Field ?? c.Name).Select(f => (f, FieldPath.Of(f)))];

    readonly Column _changed = table.Columns.First(c => c.Name == changes.Column);

    /// <summary>What the rows hold, told apart from what they held in another version of the program.</summary>
    public string Form => string.Join(',', _columns.Select(c => $"{c.Field ?? c.Name}:{c.Type}"));

    /// <summary>Whether a snapshot has all of these columns.</summary>
    public bool Has(IReadOnlyList<Column> columns) => columns.All(c => changes.Covers.Contains(c.Name));

    /// <summary>The rows of a page as they are kept.</summary>
    public List<SnapshotRow> Keep(RestPage page)
    {
        RowBatch? batch = null;
        var moments = page.ToBatch([_changed], page.Rows, ref batch)[0];
        return [.. page.Rows.Select((row, i) => new SnapshotRow(
            KeyOf(page, row), moments.Get(i) is DateTimeOffset changed ? changed : Unknown, Write(row)))];
    }

    /// <summary>Rows that were kept, as if an answer had brought them.</summary>
    public RestPage Page(IReadOnlyList<SnapshotRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1_024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(List);
            foreach (var row in rows) json.WriteRawValue(row.Content.Span, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return RestPage.List(_kept, new RestResponse(200, buffer.WrittenMemory, $"the snapshot of {table.Name}", 1));
    }

    SnapshotKey KeyOf(RestPage page, JsonElement row) => table.Key.Type.Kind == ColumnKind.BigInt
        ? page.KeyOf(row)
        : page.TextKeyOf(row) ?? throw page.Odd($"holds a row without a text as '{table.Key.Name}'");

    byte[] Write(JsonElement row)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (field, path) in _fields)
            {
                if (!path.TryGet(row, out var value)) continue;
                json.WritePropertyName(field); // Also of a field inside an object: its whole name is found before the way to it.
                value.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
