using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>The ids of an org's records as text: which table has which prefix.</summary>
internal sealed class IdTexts(OrgSchema schema)
{
    readonly string?[] _prefixes = [null, .. schema.Objects.Select(type => type.KeyPrefix)];

    public string Of(RecordId id) => IdText.Of(_prefixes[id.Table]!, id.Number);

    public void Write(Utf8Text text, RecordId id)
    {
        Span<char> letters = stackalloc char[IdText.Long];
        IdText.Write(letters, _prefixes[id.Table]!, id.Number);
        text.Add((ReadOnlySpan<char>)letters);
    }
}
