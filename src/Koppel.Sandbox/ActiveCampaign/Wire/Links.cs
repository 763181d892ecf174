using System.Buffers.Text;
using System.Text;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>
/// The <c>links</c> of a row: relation names with addresses under the row. Prepared once for each kind of row, because a page of
/// contacts holds 1,800 of them.
/// </summary>
sealed class Links
{
    readonly byte[][] pieces;

    /// <summary>Prepares the links of a kind of row.</summary>
    /// <param name="root">The API's address, as <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="resource">The list that the rows are in.</param>
    /// <param name="relations">Names, each with the query that its address ends with, if any.</param>
    public Links(Uri root, string resource, params string[] relations)
    {
        var address = PhpJson.Escape($"{root.GetLeftPart(UriPartial.Authority)}/api/3/{resource}/");
        pieces = new byte[relations.Length + 1][];
        var end = "{";
        for (var index = 0; index < relations.Length; index++)
        {
            var name = relations[index].Split('?')[0];
            pieces[index] = Encoding.ASCII.GetBytes($"{end}\"{name}\":\"{address}");
            end = $"\\/{relations[index]}\",";
        }

        pieces[^1] = Encoding.ASCII.GetBytes(end[..^1] + "}");
    }

    public void Write(PhpJson json, int id) => WriteValue(json.Name("links"u8), id);

    /// <summary>The map alone, where its name stands already.</summary>
    public void WriteValue(PhpJson json, int id)
    {
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(id, digits, out var length);
        for (var index = 0; index < pieces.Length - 1; index++) json.Append(pieces[index]).Append(digits[..length]);
        json.Append(pieces[^1]).Done();
    }
}
