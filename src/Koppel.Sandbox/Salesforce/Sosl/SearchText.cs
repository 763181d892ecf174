using System.IO.Enumeration;
using System.Text;
using Koppel.Sandbox.Salesforce.Soql;

namespace Koppel.Sandbox.Salesforce.Sosl;

/// <summary>What is searched for: words and phrases, with * and ? in them, that AND, OR and AND NOT join. Case does not count.</summary>
internal sealed class SearchText
{
    const string Code = "MALFORMED_SEARCH";

    /// <summary>Of these groups one has to match; of a group all terms.</summary>
    readonly List<List<Term>> _groups = [[]];

    SearchText()
    {
    }

    /// <summary>Reads it as it stands between the braces of FIND.</summary>
    /// <exception cref="SoqlFault">It cannot be searched for.</exception>
    public static SearchText Parse(string text)
    {
        var read = new SearchText();
        var isNot = false;
        foreach (var (words, isQuoted) in Parts(text))
        {
            switch (isQuoted ? "" : words)
            {
                case "OR": read._groups.Add([]); break;
                case "AND": break;
                case "NOT": isNot = true; break;
                default:
                    var patterns = Words(words, withMarks: !isQuoted);
                    if (patterns.Length > 0) read._groups[^1].Add(new(patterns, isNot));
                    isNot = false;
                    break;
            }
        }

        if (read._groups.Exists(group => !group.Exists(term => !term.IsNot)))
            throw new SoqlFault(Code, "No search term found. The search term must be enclosed in braces.");
        foreach (var term in read._groups.SelectMany(group => group)
            .Where(term => term.Patterns.Sum(one => one.Replace("*", "").Length) < 2))
            throw new SoqlFault(Code, $"search term must be longer than one character: {string.Concat(term.Patterns)}");
        return read;
    }

    /// <summary>Whether a record with such texts is found.</summary>
    public bool Matches(IEnumerable<string> texts)
    {
        string[][] words = [.. texts.Select(text => Words(text, withMarks: false))];
        return _groups.Exists(group => group.TrueForAll(term => Array.Exists(words, one => Has(one, term.Patterns)) != term.IsNot));
    }

    static bool Has(string[] words, string[] patterns)
    {
        for (var from = 0; from + patterns.Length <= words.Length; from++)
        {
            if (patterns.Index().All(one => FileSystemName.MatchesSimpleExpression(one.Item, words[from + one.Index]))) return true;
        }

        return false;
    }

    /// <summary>Words and phrases as they are written, with a blank for each letter behind a backslash.</summary>
    static IEnumerable<(string Words, bool IsQuoted)> Parts(string text)
    {
        var (part, isQuoted) = (new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\\' && at + 1 < text.Length)
            {
                // Within a word: what is behind it goes on with the same phrase.
                part.Append('-');
                at++;
            }
            else if (letter == '"' || (char.IsWhiteSpace(letter) && !isQuoted))
            {
                if (part.Length > 0 || isQuoted) yield return (part.ToString(), isQuoted);
                part.Clear();
                if (letter == '"') isQuoted = !isQuoted;
            }
            else if (letter is '(' or ')' && !isQuoted)
            {
                throw new SoqlFault(
                    Code, "The sandbox serves no parentheses in a search. Put a backslash before one that is meant as it is.");
            }
            else
            {
                part.Append(letter);
            }
        }

        if (part.Length > 0) yield return (part.ToString(), isQuoted);
    }

    static string[] Words(string text, bool withMarks)
    {
        var marked = string.Create(text.Length, text, (span, from) =>
        {
            for (var at = 0; at < from.Length; at++)
                span[at] = char.IsLetterOrDigit(from[at]) || (withMarks && from[at] is '*' or '?') ? from[at] : ' ';
        });
        return marked.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <param name="Patterns">Words that follow each other.</param>
    /// <param name="IsNot">Whether they must not.</param>
    sealed record Term(string[] Patterns, bool IsNot);
}
