using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>
/// In which order contacts are listed. Several orders count in the order in which they were written; the id decides last.
/// </summary>
internal sealed class ContactOrder
{
    static readonly Dictionary<string, Comparison<Contact>> Known = new(StringComparer.Ordinal)
    {
        ["id"] = (one, other) => one.Id.CompareTo(other.Id),
        ["cdate"] = (one, other) => one.Created.CompareTo(other.Created),
        ["email"] = (one, other) => Compare(one.Email, other.Email),
        ["first_name"] = (one, other) => Compare(one.FirstName, other.FirstName),
        ["name"] = (one, other) => Compare($"{one.FirstName} {one.LastName}", $"{other.FirstName} {other.LastName}"),
        ["last_name"] = (one, other) => Compare(one.LastName, other.LastName),
    };

    readonly List<(Comparison<Contact> Compare, bool Descending)> _orders = [];

    public bool IsById { get; private init; }

    public bool IsDescending { get; private init; }

    public static ContactOrder Of(QueryText query)
    {
        var asked = query.Members("orders").Where(order => Known.ContainsKey(order.Key)).ToArray();
        var order = new ContactOrder { IsById = asked.Length == 0 || asked[0].Key == "id",
            IsDescending = asked.Length > 0 && IsDown(asked[0].Value) };
        order._orders.AddRange(asked.Select(one => (Known[one.Key], IsDown(one.Value))));
        return order;
    }

    public IEnumerable<Contact> Sort(Contact[] contacts)
    {
        Array.Sort(contacts, (one, other) =>
        {
            foreach (var (compare, descending) in _orders)
            {
                var result = compare(one, other);
                if (result != 0) return descending ? -result : result;
            }

            return one.Id.CompareTo(other.Id);
        });
        return contacts;
    }

    static bool IsDown(string direction) => direction.Equals("DESC", StringComparison.OrdinalIgnoreCase);

    static int Compare(string one, string other) => string.Compare(one, other, StringComparison.OrdinalIgnoreCase);
}
