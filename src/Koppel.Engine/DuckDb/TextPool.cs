namespace Koppel.Engine.DuckDb;

/// <summary>
/// Gives texts that are the same as the same object, where they were met not long ago: a load holds an address once for each of its tags,
/// and a tag for each of its contacts. Not safe to use from several threads.
/// </summary>
internal sealed class TextPool
{
    const int Places = 4_096;

    readonly string?[] _met = new string?[Places];

    /// <summary>The text, or one like it that is there already.</summary>
    public string Of(string text)
    {
        ref var met = ref _met[(uint)text.GetHashCode() % Places];
        return met == text ? met : met = text;
    }
}
