using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>
/// Which contacts a page shows. An index gives those of a segment, a tag or a list; the other conditions look at each that is left.
/// </summary>
internal sealed class ContactSearch
{
    readonly SandboxState _state;
    readonly List<Func<Contact, bool>> _conditions = [];
    readonly IEnumerable<int>? _ids;

    public ContactSearch(SandboxState state, ControlCall call)
    {
        _state = state;
        var (tag, list, segment) = (call.Number("tag"), call.Number("list"), call.Number("segment"));
        if (segment > 0) _ids = Segment(segment);
        if (tag > 0)
            _ids = Narrow(_ids, () => Store.Tags.Find(tag)?.Contacts ?? [], contact => contact.Tags.Exists(link => link.Tag.Id == tag));
        if (list > 0)
            _ids = Narrow(_ids, () => Store.Memberships.Of(list).Contacts, contact => Array.Exists(contact.Lists, row => row.List == list));
        if (Enum.TryParse<ListStatus>(call.Text("status"), ignoreCase: true, out var status))
            _conditions.Add(contact => Array.Exists(contact.Lists, row => row.Status == status && (list == 0 || row.List == list)));
        if (call.Number("also") is > 0 and var also) _conditions.Add(contact => contact.Tags.Exists(link => link.Tag.Id == also));
        if (call.Number("account") is > 0 and var account) _conditions.Add(contact => contact.OrganizationId == account);
        if (call.Text("search") is { Length: > 0 } text) _conditions.Add(contact => Matches(contact, text));
    }

    /// <summary>Whether it leaves everybody.</summary>
    public bool IsOpen => _ids is null && _conditions.Count == 0;

    Store Store => _state.Store;

    public Contact[] Run()
    {
        var candidates = _ids is null ? Store.Contacts.Rows.All.ToArray() : _ids.Select(id => Store.Contacts.Find(id)!);
        return [.. candidates.Where(contact => _conditions.TrueForAll(condition => condition(contact)))];
    }

    /// <summary>The first filter with an index gives the ids, each further one is a condition on them.</summary>
    IEnumerable<int> Narrow(IEnumerable<int>? known, Func<IEnumerable<int>> index, Func<Contact, bool> condition)
    {
        if (known is null) return index();
        _conditions.Add(condition);
        return known;
    }

    int[] Segment(int id)
    {
        if (_state.Store.Segments.Rows.Find(id) is not { } segment) return [];
        try
        {
            return new SegmentCompiler(Store, _state.Now).Find(segment.Latest.Definition).ToArray();
        }
        catch (SegmentFault fault)
        {
            throw new FormatException($"The segment '{segment.Name}' cannot be asked. {fault.Message}", fault);
        }
    }

    static bool Matches(Contact contact, string search) =>
        Has(contact.Email, search) || Has(contact.FirstName, search) || Has(contact.LastName, search)
            || Has(contact.OrganizationName, search)
        || Has(contact.FirstName + " " + contact.LastName, search) || contact.Tags.Exists(link => Has(link.Tag.Name, search));

    static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
