using System.Text;

namespace Koppel.Sdk.Schema;

/// <summary>A list of texts as one text, in the form in which the engine reads it back: <c>['a', 'it\'s']</c>.</summary>
internal static class ListText
{
    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<string> texts)
    {
        var line = new StringBuilder("[");
        foreach (var text in texts)
        {
            if (line.Length > 1) line.Append(", ");
            line.Append('\'').Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal))
                .Append('\'');
        }
        return line.Append(']').ToString();
    }
}
