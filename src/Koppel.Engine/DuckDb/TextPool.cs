using System.Buffers.Binary;
using System.Text;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// Gives texts that are the same as the same object, where they were met not long ago: a load holds an address once for each of its tags,
/// and a tag for each of its contacts. Not safe to use from several threads.
/// </summary>
internal sealed class TextPool
{
    const int Places = 4_096;

    readonly string?[] _met = new string?[Places];

    /// <summary>The text, as it is there already where it is.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public string Of(ReadOnlySpan<byte> text)
    {
        ref var met = ref _met[Place(text)];
        if (met is not null && Ascii.Equals(text, met)) return met;
        var made = Encoding.UTF8.GetString(text);
        return met == made ? met : met = made;
    }

    /// <summary>Texts of one kind mostly differ at their ends, or in the middle of the longer ones.</summary>
    static int Place(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..]) hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
        foreach (var value in text) hash = Mix(hash, value);
        return (int)(hash >> 52);
    }

    static ulong Mix(ulong hash, ulong bits) => ((hash ^ bits) * 0x9e3779b97f4a7c15UL) ^ (hash >> 29);
}
