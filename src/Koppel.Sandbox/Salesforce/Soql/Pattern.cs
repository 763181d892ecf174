namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>A pattern of LIKE: % is any text, _ any character, both themselves after a backslash; case does not matter.</summary>
internal sealed class Pattern
{
    readonly List<(char Letter, Kind Kind)> _parts = [];
    readonly bool _isCaseSensitive;

    public Pattern(string pattern, bool isCaseSensitive)
    {
        _isCaseSensitive = isCaseSensitive;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\' && at + 1 < pattern.Length) _parts.Add((Folded(pattern[++at]), Kind.Letter));
            else _parts.Add((Folded(letter), letter switch { '%' => Kind.Any, '_' => Kind.One, _ => Kind.Letter }));
        }
    }

    enum Kind
    {
        Letter,
        One,
        Any,
    }

    public bool Matches(string text)
    {
        var (at, part, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (part < _parts.Count && _parts[part].Kind == Kind.Any) (star, resume) = (part++, at);
            else if (part < _parts.Count && (_parts[part].Kind == Kind.One || _parts[part].Letter == Folded(text[at])))
                (at, part) = (at + 1, part + 1);
            else if (star >= 0) (part, at) = (star + 1, ++resume);
            else return false;
        }

        while (part < _parts.Count && _parts[part].Kind == Kind.Any) part++;
        return part == _parts.Count;
    }

    char Folded(char letter) => _isCaseSensitive ? letter : char.ToUpperInvariant(letter);
}
