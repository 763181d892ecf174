using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>Gathers completions: those that what is written fits, the best first.</summary>
/// <param name="prefix">What is written so far.</param>
/// <param name="reserved">Names that must stand in quotes.</param>
internal sealed class Offers(string prefix, IReadOnlySet<string> reserved)
{
    readonly Dictionary<(string, CompletionKind), Completion> _items = [];

    /// <summary>Something whose name is written as it is.</summary>
    public void Add(string label, CompletionKind kind, int rank, string detail = "", string description = "", string? insert = null)
    {
        if (Fit(label) is not { } fit) return;
        var item = new Completion(label, kind, insert ?? label, detail, description, rank + fit);
        if (!_items.TryGetValue((label, kind), out var there) || there.Rank > item.Rank) _items[(label, kind)] = item;
    }

    /// <summary>Something whose name stands in quotes where SQL wants that.</summary>
    public void AddName(string name, CompletionKind kind, int rank, string detail = "", string description = "") =>
        Add(name, kind, rank, detail, description, Quoted(name));

    /// <summary>The name as it is written in a statement.</summary>
    public string Quoted(string name) =>
        Lexer.Tokenize(name) is [{ Kind: TokenKind.Word }] && !reserved.Contains(name) ? name : SqlText.Identifier(name);

    /// <summary>The best, in order.</summary>
    public IReadOnlyList<Completion> Best(int most) =>
        [.. _items.Values.OrderBy(i => i.Rank).ThenBy(i => i.Label, StringComparer.OrdinalIgnoreCase).Take(most)];

    /// <summary>How well a name fits, the lower the better: from its beginning, or from within; null when it does not.</summary>
    int? Fit(string label)
    {
        if (prefix.Length == 0) return 0;
        if (label.StartsWith(prefix, StringComparison.Ordinal)) return 0;
        if (label.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return 1;
        var at = label.IndexOf(prefix, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (prefix.Length < 2 && char.IsLetterOrDigit(label[at - 1]))) return null;
        return char.IsLetterOrDigit(label[at - 1]) ? 200 : 100;
    }
}
