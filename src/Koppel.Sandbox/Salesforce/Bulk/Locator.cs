using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Where a page of a result begins, as callers carry it along; what is in it is nobody's business.</summary>
internal static class Locator
{
    public static string Of(int row) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(row.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The row.</summary>
    /// <param name="text">The locator; null for the beginning.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <exception cref="SalesforceFault">It is none of this result.</exception>
    public static int Read(string? text, int rows)
    {
        if (text is null) return 0;
        try
        {
            if (int.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)), NumberStyles.None, CultureInfo.InvariantCulture,
                out var row) && (row < rows || row == 0)) return row;
        }
        catch (FormatException)
        {
            // The refusal below is the answer.
        }

        throw new SalesforceFault(400, "INVALID_QUERY_LOCATOR", $"invalid query locator: {text}");
    }
}
