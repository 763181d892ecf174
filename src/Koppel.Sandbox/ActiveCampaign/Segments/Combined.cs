using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Several tests of which all must hold. What an index answers comes first, so that the others look at few contacts.</summary>
internal sealed class AllOf(IReadOnlyList<IContactTest> tests) : IContactTest
{
    readonly IContactTest[] _tests = [.. tests.OrderBy(test => !test.IsIndexed)];

    public bool IsIndexed { get; } = tests.All(test => test.IsIndexed);

    public bool Holds(Contact contact) => Array.TrueForAll(_tests, test => test.Holds(contact));

    public ContactSet Among(Store store, ContactSet among) => _tests.Aggregate(among, (left, test) => test.Among(store, left));
}

/// <summary>Several tests of which one must hold.</summary>
internal sealed class AnyOf(IReadOnlyList<IContactTest> tests) : IContactTest
{
    readonly IContactTest[] _tests = [.. tests.OrderBy(test => !test.IsIndexed)];

    public bool IsIndexed { get; } = tests.All(test => test.IsIndexed);

    public bool Holds(Contact contact) => Array.Exists(_tests, test => test.Holds(contact));

    public ContactSet Among(Store store, ContactSet among)
    {
        var found = ContactSet.Nobody;
        foreach (var test in _tests) found = found.Or(test.Among(store, among.And(found.Not())));
        return found;
    }
}

/// <summary>A test that must not hold.</summary>
internal sealed class NotThis(IContactTest test) : IContactTest
{
    public bool IsIndexed => test.IsIndexed;

    public bool Holds(Contact contact) => !test.Holds(contact);

    public ContactSet Among(Store store, ContactSet among) => among.And(test.Among(store, among).Not());
}

/// <summary>A test that looks at each contact.</summary>
internal sealed class Looked(Func<Contact, bool> holds) : IContactTest
{
    public bool IsIndexed => false;

    public bool Holds(Contact contact) => holds(contact);

    public ContactSet Among(Store store, ContactSet among) => among.Where(store, holds);
}
