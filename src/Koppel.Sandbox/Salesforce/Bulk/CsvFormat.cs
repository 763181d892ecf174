using System.Text.Json;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>How the CSV of a job is written.</summary>
/// <param name="DelimiterName">What stands between columns, by its name: COMMA.</param>
/// <param name="LineEndingName">What ends a line: LF or CRLF.</param>
internal sealed record CsvFormat(string DelimiterName, string LineEndingName)
{
    static readonly Dictionary<string, char> Delimiters = new(StringComparer.Ordinal)
    {
        ["BACKQUOTE"] = '`', ["CARET"] = '^', ["COMMA"] = ',', ["PIPE"] = '|', ["SEMICOLON"] = ';', ["TAB"] = '\t',
    };

    public char Delimiter => Delimiters[DelimiterName];

    public string LineEnding => LineEndingName == "LF" ? "\n" : "\r\n";

    /// <summary>Reads it off the body of a call that makes a job.</summary>
    /// <exception cref="SalesforceFault">It names what there is not.</exception>
    public static CsvFormat Of(JsonElement sent)
    {
        var (delimiter, ending) = (Text("columnDelimiter") ?? "COMMA", Text("lineEnding") ?? "LF");
        if ((Text("contentType") ?? "CSV") != "CSV")
            throw new SalesforceFault(400, "API_ERROR", "Content type must be CSV.");
        if (!Delimiters.ContainsKey(delimiter))
            throw new SalesforceFault(400, "API_ERROR",
                $"The column delimiter '{delimiter}' is not known. It must be one of {string.Join(", ", Delimiters.Keys)}.");
        if (ending is not ("LF" or "CRLF"))
            throw new SalesforceFault(400, "API_ERROR", $"The line ending '{ending}' is not known. It must be LF or CRLF.");
        return new(delimiter, ending);

        string? Text(string name) => JobBody.Text(sent, name);
    }
}
