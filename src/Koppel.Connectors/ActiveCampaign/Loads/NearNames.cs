using Koppel.Sdk.Reading;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Finds, for a tag that will be created, the one that is there already and was likely meant: names that differ in spaces and signs
/// only, or in one letter. A slip becomes a tag for good.
/// </summary>
internal static class NearNames
{
    /// <summary>Names of four letters or fewer differ by one letter as a rule.</summary>
    const int Short = 4;

    /// <summary>The name that is like it, or null.</summary>
    public static string? Find(string name, IEnumerable<string> existing) =>
        existing.FirstOrDefault(other => Bare(other) == Bare(name))
        ?? existing.FirstOrDefault(other => Bare(name).Length > Short && IsOneLetterOff(Bare(name), Bare(other)));

    /// <summary>What is told of new tags that look like one that is there; of very many, of the first.</summary>
    /// <param name="created">The new tags.</param>
    /// <param name="tags">Those that are there.</param>
    public static IEnumerable<Note> Notes(IEnumerable<string> created, TagDirectory tags) =>
        from name in created.Take(1_000)
        let near = Find(name, tags.Existing)
        where near is not null
        select new Note(
            $"the new tag '{name}' looks like '{near}', which is there: is it a slip?", Note.Slip, ("name", name), ("near", near));

    static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>
    /// One letter is another, too many, missing, or has changed places with its neighbour. Digits count: years are no slips.
    /// </summary>
    static bool IsOneLetterOff(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1 || !a.Where(char.IsDigit).SequenceEqual(b.Where(char.IsDigit))) return false;
        var (longer, shorter) = a.Length >= b.Length ? (a, b) : (b, a);
        var same = 0;
        while (same < shorter.Length && longer[same] == shorter[same]) same++;
        if (longer.Length > shorter.Length) return longer.AsSpan(same + 1).SequenceEqual(shorter.AsSpan(same));
        if (same == longer.Length) return false;
        return longer.AsSpan(same + 1).SequenceEqual(shorter.AsSpan(same + 1))
            || (same + 1 < longer.Length && longer[same] == shorter[same + 1] && longer[same + 1] == shorter[same]
                && longer.AsSpan(same + 2).SequenceEqual(shorter.AsSpan(same + 2)));
    }
}
