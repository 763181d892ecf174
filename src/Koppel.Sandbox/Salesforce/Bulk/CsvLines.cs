using System.Text;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Lines of CSV under way; every value stands in quotes.</summary>
internal sealed class CsvLines(CsvFormat format)
{
    readonly byte _delimiter = (byte)format.Delimiter;
    readonly byte[] _ending = Encoding.ASCII.GetBytes(format.LineEnding);
    bool _isFirst = true;

    public Utf8Text Text { get; } = new();

    /// <summary>Begins a value; what follows in the text is its inside.</summary>
    public void Begin()
    {
        if (!_isFirst) Text.Add(_delimiter);
        _isFirst = false;
        Text.Add((byte)'"');
    }

    public void End() => Text.Add((byte)'"');

    public void Add(string value)
    {
        Begin();
        Text.AddQuoted(value);
        End();
    }

    public void EndLine()
    {
        Text.Add(_ending);
        _isFirst = true;
    }
}
