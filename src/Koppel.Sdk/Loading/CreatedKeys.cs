using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Koppel.Sdk.Loading;

/// <summary>
/// The keys that a remote system gave to the rows of a call, so that they can be found again: <see cref="CallResult.Created"/> of calls
/// that know them, as <c>{"column":"Id","rows":{"1":"003…"}}</c>.
/// </summary>
/// <param name="Column">The key's column.</param>
/// <param name="ByRow">The keys by the row's number in the source.</param>
public sealed record CreatedKeys(string Column, IReadOnlyDictionary<long, string> ByRow)
{
    /// <summary>Reads them; null where the text is something else.</summary>
    public static CreatedKeys? Read(string? text)
    {
        if (text is not ['{', ..]) return null;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("rows", out var rows) && document.RootElement.TryGetProperty("column", out var column)
            ? new CreatedKeys(
                column.GetString()!,
                rows.EnumerateObject().ToDictionary(r => long.Parse(r.Name, CultureInfo.InvariantCulture), r => r.Value.GetString()!))
            : null;
    }

    /// <summary>Writes them.</summary>
    public string Write() => Encoding.UTF8.GetString(CallContent.Write(json =>
    {
        json.WriteString("column", Column);
        json.WriteObject("rows", () =>
        {
            foreach (var (row, key) in ByRow) json.WriteString(row.ToString(CultureInfo.InvariantCulture), key);
        });
    }).Span);
}
