using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>The order of a run's matches: <c>last_name,-first_name</c>; a dash turns it round. The id decides last.</summary>
internal static class MatchSort
{
    public const string Default = "id";

    /// <summary>Puts ids in order.</summary>
    /// <exception cref="SegmentFault">A field of the order is not known.</exception>
    public static ReadOnlyMemory<int> Sort(ReadOnlyMemory<int> ascending, string sort, Store store)
    {
        var fields = sort.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (fields is [] or ["id"]) return ascending;
        var orders = Array.ConvertAll(fields, field => (Compare: Of(store, field.TrimStart('-')), IsDown: field.StartsWith('-')));
        var contacts = new Contact[ascending.Length];
        for (var index = 0; index < contacts.Length; index++) contacts[index] = store.Contacts.Find(ascending.Span[index])!;
        Array.Sort(contacts, (one, other) =>
        {
            foreach (var (compare, isDown) in orders)
            {
                var order = compare(one, other);
                if (order != 0) return isDown ? -order : order;
            }

            return one.Id.CompareTo(other.Id);
        });
        return Array.ConvertAll(contacts, contact => contact.Id);
    }

    static Comparison<Contact> Of(Store store, string field)
    {
        if (field == "id") return (one, other) => one.Id.CompareTo(other.Id);
        // Nobody has a score here, so that scores order nobody.
        if (field.StartsWith("score", StringComparison.Ordinal) && field["score".Length..].All(char.IsAsciiDigit)) return (_, _) => 0;
        if (ContactConditions.Moments.TryGetValue(field, out var moment))
            return (one, other) => Nullable.Compare(moment(one), moment(other));
        if (ContactConditions.Texts.TryGetValue(field, out var text))
            return (one, other) => string.Compare(text(store, one), text(store, other), StringComparison.OrdinalIgnoreCase);
        if (ContactConditions.CustomField(store, field) is { } id)
            return (one, other) =>
                string.Compare(one.ValueOf(id)?.Value, other.ValueOf(id)?.Value, StringComparison.OrdinalIgnoreCase);
        throw new SegmentFault($"Contacts cannot be sorted by '{field}'.");
    }
}
