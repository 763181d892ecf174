using Koppel.Sdk.Schema;

namespace Koppel.Engine.Reading;

/// <summary>
/// The values that are looked up, without blanks around them and what is invisible in them: so rows that only such a sign keeps apart are
/// seen. Most systems compare without case by themselves; for one that does not, a look-up in other letters would be a guess, and a call.
/// </summary>
internal static class NearKeys
{
    /// <summary>Those that are not among the values.</summary>
    /// <param name="column">The column in which they are looked up.</param>
    /// <param name="keys">The values.</param>
    public static IReadOnlyList<object> Of(Column column, IReadOnlyList<object> keys)
    {
        var known =
            new HashSet<string>(keys.OfType<string>(), column.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return [.. keys.OfType<string>().Select(k => InvisibleText.Clean(k, out _)).Where(k => k.Length > 0 && known.Add(k))];
    }
}
