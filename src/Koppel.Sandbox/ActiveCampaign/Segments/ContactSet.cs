using System.Runtime.InteropServices;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// A set of contacts: ascending ids, or everybody but those. "Has not the tag" is as cheap as "has the tag" that way, and sets are
/// joined by walking two sorted lists side by side.
/// </summary>
/// <param name="Ids">Ascending ids.</param>
/// <param name="IsAllBut">Whether the set is everybody except them.</param>
internal readonly record struct ContactSet(ReadOnlyMemory<int> Ids, bool IsAllBut)
{
    public static ContactSet Nobody => new(ReadOnlyMemory<int>.Empty, false);

    public static ContactSet Everybody => new(ReadOnlyMemory<int>.Empty, true);

    /// <summary>The set of a list that an index keeps; it is copied, since the index goes on changing.</summary>
    public static ContactSet Of(List<int> ascending) => new(CollectionsMarshal.AsSpan(ascending).ToArray(), false);

    public ContactSet Not() => this with { IsAllBut = !IsAllBut };

    public ContactSet And(ContactSet other) => (IsAllBut, other.IsAllBut) switch
    {
        (false, false) => new(Merge(Ids.Span, other.Ids.Span, onlyFirst: false, both: true, onlySecond: false), false),
        (false, true) => new(Merge(Ids.Span, other.Ids.Span, onlyFirst: true, both: false, onlySecond: false), false),
        (true, false) => other.And(this),
        (true, true) => new(Merge(Ids.Span, other.Ids.Span, onlyFirst: true, both: true, onlySecond: true), true),
    };

    public ContactSet Or(ContactSet other) => Not().And(other.Not()).Not();

    /// <summary>Those of the set for whom something holds.</summary>
    public ContactSet Where(Store store, Func<Contact, bool> holds)
    {
        var found = new List<int>();
        var ids = Ids.Span;
        if (!IsAllBut)
        {
            foreach (var id in ids)
            {
                if (store.Contacts.Find(id) is { } contact && holds(contact)) found.Add(id);
            }

            return Of(found);
        }

        var at = 0;
        foreach (var contact in store.Contacts.Rows.All)
        {
            while (at < ids.Length && ids[at] < contact.Id) at++;
            if ((at == ids.Length || ids[at] != contact.Id) && holds(contact)) found.Add(contact.Id);
        }

        return Of(found);
    }

    /// <summary>The ids of its members, ascending.</summary>
    public ReadOnlyMemory<int> Members(Store store) => IsAllBut ? Where(store, _ => true).Ids : Ids;

    /// <summary>Walks two sorted lists side by side and keeps what stands in the first only, in both, or in the second only.</summary>
    static int[] Merge(ReadOnlySpan<int> first, ReadOnlySpan<int> second, bool onlyFirst, bool both, bool onlySecond)
    {
        var merged = new int[onlyFirst && onlySecond
            ? first.Length + second.Length
            : onlyFirst ? first.Length : Math.Min(first.Length, second.Length)];
        int i = 0, j = 0, count = 0;
        while (i < first.Length && j < second.Length)
        {
            var (one, other) = (first[i], second[j]);
            if (one <= other) i++;
            if (other <= one) j++;
            if (one < other ? onlyFirst : one == other ? both : onlySecond) merged[count++] = Math.Min(one, other);
        }

        while (onlyFirst && i < first.Length) merged[count++] = first[i++];
        while (onlySecond && j < second.Length) merged[count++] = second[j++];
        return count == merged.Length ? merged : merged[..count];
    }
}
