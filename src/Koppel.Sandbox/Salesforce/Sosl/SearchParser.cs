using System.Globalization;
using Koppel.Sandbox.Salesforce.Soql;

namespace Koppel.Sandbox.Salesforce.Sosl;

/// <summary>Reads <c>FIND {…} IN … FIELDS RETURNING …</c>.</summary>
internal sealed class SearchParser
{
    const string Code = "MALFORMED_SEARCH";

    static readonly string[] s_behindFields = ["USING", "WHERE", "ORDER", "LIMIT", "OFFSET"];

    readonly string _text;
    int _at;

    SearchParser(string text) => _text = text;

    /// <exception cref="SoqlFault">It is none, or asks for what is not served.</exception>
    public static Search Parse(string text)
    {
        var parser = new SearchParser(text);
        var search = parser.Read();
        parser.Skip();
        return parser._at >= text.Length ? search : throw parser.Unexpected();
    }

    /// <summary>The name of a group of fields.</summary>
    /// <exception cref="SoqlFault">There is none of that name.</exception>
    public static string Group(string name) => name.ToUpperInvariant() is "ALL" or "NAME" or "EMAIL" or "PHONE" or "SIDEBAR"
        ? name.ToUpperInvariant() : throw new SoqlFault(Code, $"unexpected token: '{name}'");

    Search Read()
    {
        if (!Take("FIND")) throw Unexpected();
        var words = SearchText.Parse(Braces());
        var group = "ALL";
        if (Take("IN"))
        {
            group = Group(Name());
            if (!Take("FIELDS")) throw Unexpected();
        }

        List<SearchTarget> targets = [];
        if (Take("RETURNING"))
        {
            targets.Add(Target());
            while (TakeSymbol(',')) targets.Add(Target());
        }

        if (Take("WITH") || Take("UPDATE"))
            throw new SoqlFault(Code, "The sandbox serves no WITH and no UPDATE in a search. Leave it out.");
        return new(words, group, targets, Take("LIMIT") ? Math.Min(Whole(), Search.Most) : Search.Most);
    }

    SearchTarget Target()
    {
        var name = Name();
        if (!TakeSymbol('(')) return new(name, "Id", "");
        // The fields, and then what a query has behind FROM.
        var (from, rest, depth) = (_at, -1, 0);
        for (; _at < _text.Length && (depth > 0 || _text[_at] != ')'); _at++)
        {
            if (_text[_at] == '\'') Quoted();
            else if (_text[_at] == '(') depth++;
            else if (_text[_at] == ')') depth--;
            else if (rest < 0 && depth == 0 && Array.Exists(s_behindFields, IsNext)) rest = _at;
        }

        if (_at >= _text.Length) throw Unexpected();
        var (begin, end) = (rest < 0 ? _at : rest, _at++);
        return new(name, _text[from..begin], _text[begin..end]);
    }

    void Quoted()
    {
        for (_at++; _at < _text.Length && _text[_at] != '\''; _at++)
        {
            if (_text[_at] == '\\') _at++;
        }
    }

    string Braces()
    {
        if (!TakeSymbol('{')) throw new SoqlFault(Code, "No search term found. The search term must be enclosed in braces.");
        var from = _at;
        while (_at < _text.Length && _text[_at] != '}') _at += _text[_at] == '\\' ? 2 : 1;
        return _at < _text.Length ? _text[from.._at++] : throw new SoqlFault(Code, "The braces around the search term are not closed.");
    }

    bool Take(string word)
    {
        Skip();
        if (!IsNext(word)) return false;
        _at += word.Length;
        return true;
    }

    /// <summary>Whether a word stands here, with nothing of a name before or behind it.</summary>
    bool IsNext(string word) => string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
        && !IsName(_at - 1) && !IsName(_at + word.Length);

    bool TakeSymbol(char symbol)
    {
        Skip();
        if (_at >= _text.Length || _text[_at] != symbol) return false;
        _at++;
        return true;
    }

    string Name()
    {
        Skip();
        var from = _at;
        while (IsName(_at)) _at++;
        return _at > from ? _text[from.._at] : throw Unexpected();
    }

    int Whole() => int.TryParse(Name(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unexpected();

    bool IsName(int at) => at >= 0 && at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] == '_');

    void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    SoqlFault Unexpected() => SoqlFault.At(_text, _at, Code, _at < _text.Length ? $"unexpected token: '{_text[_at]}'" : "unexpected end");
}
