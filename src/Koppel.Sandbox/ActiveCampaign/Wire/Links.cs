using System.Buffers.Text;
using System.Text;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>
/// The <c>links</c> of a row: relation names with addresses under the row. Prepared once for each kind of row, because a page of
/// contacts holds 1,800 of them.
/// </summary>
internal sealed class Links
{
    readonly byte[][] _pieces;

    /// <summary>Prepares the links of a kind of row.</summary>
    /// <param name="root">The API's address, as <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="resource">The list that the rows are in.</param>
    /// <param name="relations">Names, each with the query that its address ends with, if any.</param>
    public Links(Uri root, string resource, params string[] relations)
    {
        var address = PhpJson.Escape($"{root.GetLeftPart(UriPartial.Authority)}/api/3/{resource}/");
        _pieces = new byte[relations.Length + 1][];
        var end = "{";
        for (var index = 0; index < relations.Length; index++)
        {
            var name = relations[index].Split('?')[0];
            _pieces[index] = Encoding.ASCII.GetBytes($"{end}\"{name}\":\"{address}");
            end = $"\\/{relations[index]}\",";
        }

        _pieces[^1] = Encoding.ASCII.GetBytes(end[..^1] + "}");
    }

    public void Write(PhpJson json, int id) => WriteValue(json.Name("links"u8), id);

    /// <summary>The map alone, where its name stands already.</summary>
    public void WriteValue(PhpJson json, int id)
    {
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(id, digits, out var length);
        for (var index = 0; index < _pieces.Length - 1; index++) json.Append(_pieces[index]).Append(digits[..length]);
        json.Append(_pieces[^1]).Done();
    }
}
