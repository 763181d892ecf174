using Koppel.Engine.Sql;

namespace Koppel.Engine.GuidedLoads;

/// <summary>How sure it is that a heading means a name, by its letters alone.</summary>
internal static class HeadingMatch
{
    const int Short = 4;

    /// <summary>Sureness and why; null when nothing speaks for it.</summary>
    /// <param name="heading">The heading of a column.</param>
    /// <param name="names">Names of one thing of the target.</param>
    public static (double Sure, string Why)? Of(string heading, params string[] names)
    {
        var word = HeadingWords.Fold(heading);
        if (word.Length == 0) return null;
        var folded = names.Select(HeadingWords.Fold).Where(n => n.Length > 0).ToList();
        if (folded.Contains(word)) return (0.97, "name");
        if (folded.Exists(n => HeadingWords.AreSame(n, word))) return (0.9, "synonym");
        if (word.Length > Short && folded.Exists(n => n.Length > Short && IsNear(word, n))) return (0.75, "near");
        var words = heading.Split([' ', '-', '_', '/', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && words.Any(w => w.Length >= Short && folded.Exists(n => HeadingWords.AreSame(n, HeadingWords.Fold(w)))))
            return (0.6, "part");
        return null;
    }

    /// <summary>Whether a heading means a thing that is no field.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="thing">The word for it, of <see cref="HeadingWords"/>.</param>
    public static (double Sure, string Why)? OfThing(string heading, string thing)
    {
        var word = HeadingWords.Fold(heading);
        if (HeadingWords.Means(word, thing)) return (0.95, "heading");
        var words = HeadingWords.Of(thing).Where(w => w.Length > Short).ToList();
        if (word.Length > Short && words.Exists(w => IsNear(word, w))) return (0.75, "near");
        var parts = heading.Split([' ', '-', '_', '/', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var isPart = parts.Length > 1 && parts.Any(p => p.Length >= Short && HeadingWords.Means(HeadingWords.Fold(p), thing));
        return isPart ? (0.6, "part") : null;
    }

    /// <summary>A slip of the hand: a fifth of the letters at most, and the first one is right.</summary>
    static bool IsNear(string word, string name) => word[0] == name[0]
        && Suggestion.Distance(word, name) <= Math.Max(1, word.Length / 5);
}
