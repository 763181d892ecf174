using System.Globalization;
using System.Text.Json;

namespace Koppel.Engine.Sql;

/// <summary>A name of a statement that DuckDB does not have.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsTable">A table is missing, and otherwise a column.</param>
/// <param name="Position">
/// The byte in the UTF-8 form of the statement where it stands; null for a table that is to be written to.
/// </param>
internal sealed record MissingName(string Name, bool IsTable, int? Position)
{
    /// <summary>What DuckDB says is missing; null when its fault is another.</summary>
    /// <param name="message">Its fault as JSON.</param>
    public static MissingName? In(string message)
    {
        var brace = message.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0) return null;
        try
        {
            using var json = JsonDocument.Parse(message[brace..]);
            var root = json.RootElement;
            if (Property("name") is not { } name) return null;
            int? position = int.TryParse(Property("position"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;
            return (Property("error_subtype"), Property("type")) switch
            {
                ("COLUMN_NOT_FOUND", _) => new MissingName(name, false, position),
                ("MISSING_ENTRY", "Table" or "View") => new MissingName(name, true, position),
                _ => null,
            };

            string? Property(string property) => root.TryGetProperty(property, out var value) ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null; // A fault of another form, which is told when the statement runs.
        }
    }
}
