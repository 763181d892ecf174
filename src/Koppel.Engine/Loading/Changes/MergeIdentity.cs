using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// The columns of the target that a merge holds equal to the source's, when that is all its condition says. By them a system can be told
/// which rows an update means, where it takes many at once; otherwise the key tells it, a row a call.
/// </summary>
internal sealed class MergeIdentity(MergeStatement merge, TableSchema target, IReadOnlyList<string> given)
{
    /// <summary>The columns, each with the source's; empty when the condition says something else.</summary>
    public IReadOnlyList<(Column Target, string Source)> Pairs()
    {
        if (merge.Match.On is not { } on)
            return [
                .. merge.Match.Using.Select(u => (target.Find(u.Name), u.Name)).Where(p => p.Item1 is not null)
                    .Select(p => (p.Item1!, p.Name))];
        var words = on.Tokens.Where(t => !t.IsBlank).ToList();
        var pairs = new List<(Column, string)>();
        for (var at = 0; ; at++)
        {
            if (Side(words, ref at) is not { } left || at >= words.Count || !words[at++].Is(merge.Script, "=")
                || Side(words, ref at) is not { } right) return [];
            if (left.OfTarget == right.OfTarget) return [];
            var (ours, theirs) = left.OfTarget ? (left, right) : (right, left);
            if (target.Find(ours.Name) is not { } column) return [];
            pairs.Add((column, theirs.Name));
            if (at >= words.Count) return pairs;
            if (!words[at].Is(merge.Script, "and")) return [];
        }
    }

    /// <summary>Whether a value is nothing but this column of the source.</summary>
    public bool IsSource(ScriptPart value, string column)
    {
        var words = value.Tokens.Where(t => !t.IsBlank).ToList();
        var at = 0;
        return Side(words, ref at) is { OfTarget: false } side && at == words.Count
            && side.Name.Equals(column, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A column, with or without a table before it; null when something else stands there.</summary>
    (bool OfTarget, string Name)? Side(List<Token> words, ref int at)
    {
        if (at >= words.Count || !words[at].IsName) return null;
        var first = SqlText.Name(merge.Script, words[at++]);
        if (at + 1 >= words.Count || words[at].Kind != TokenKind.Dot || !words[at + 1].IsName)
        {
            var (ours, theirs) = (target.Find(first) is not null, given.Contains(first, StringComparer.OrdinalIgnoreCase));
            return ours == theirs ? null : (ours, first);
        }
        at++;
        var name = SqlText.Name(merge.Script, words[at++]);
        if (first.Equals(merge.Alias, StringComparison.OrdinalIgnoreCase)) return (true, name);
        return first.Equals(merge.SourceAlias, StringComparison.OrdinalIgnoreCase) ? (false, name) : null;
    }
}
