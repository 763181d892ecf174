using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Conditions about what contacts are joined with. All fields must hold of the same link. An operator that denies, such as <c>!=</c>, says
/// that there is no such link, and not that there is another.
/// </summary>
internal sealed class LinkConditions<TLink>(LinkKind<TLink> kind, Store store, DateTime now)
{
    public IContactTest Compile(ConditionDefinition condition)
    {
        var keys = condition.Fields.Where(field => kind.Keys.Contains(field.Name)).ToArray();
        var rest = condition.Fields.Except(keys).ToArray();
        List<Func<TLink, bool>> tests = [.. rest.Select(Test)];
        var isPlain = tests.Count == 0;
        if (kind.Unless is { } unless && !Array.Exists(rest, field => field.Name == unless.Field)) tests.Add(unless.Holds);
        var link = tests.Count == 0 ? (Func<TLink, bool>)(_ => true) : one => tests.TrueForAll(test => test(one));
        if (condition.Aggregate is { } aggregate) return Counted(aggregate, keys, link);
        return keys.Length == 0 ? Any(link) : new AllOf([.. keys.Select(key => Key(key, link, isPlain))]);
    }

    IContactTest Key(FieldDefinition key, Func<TLink, bool> link, bool isPlain) => key.Operator switch
    {
        "any" or "not empty" => Any(link),
        "empty" => new NotThis(Any(link)),
        "all" => new AllOf([.. Meant(key with { Operator = "is in any" }).Select(id => Joined(id, link, isPlain))]),
        "missing at least one" =>
            new NotThis(new AllOf([.. Meant(key with { Operator = "is in any" }).Select(id => Joined(id, link, isPlain))])),
        _ when TextComparison.Counterpart(key.Operator) is { } positive =>
            new NotThis(Key(key with { Operator = positive }, link, isPlain)),
        _ => new AnyOf([.. Meant(key).Select(id => Joined(id, link, isPlain))]),
    };

    /// <summary>The ids that a positive comparison means; 0 for a name that nothing has.</summary>
    IEnumerable<int> Meant(FieldDefinition key)
    {
        if (key.Name == kind.Keys[0])
            return key.Operator is "=" or "is" or "is in any"
                ? FieldDefinition.List(key.Value).Select(text => Id(key, text))
                : throw key.Misfit("ids");
        return key.Operator == "is in any"
            ? FieldDefinition.List(key.Value)
                .Select(name => kind.Named(store, other => other.Equals(name, StringComparison.OrdinalIgnoreCase)).FirstOrDefault())
            : kind.Named(store, TextComparison.Of(key));
    }

    int Id(FieldDefinition key, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new SegmentFault($"The field '{key.Name}' is compared with '{text}', which is no id of a {kind.Name}.");

    Linked Joined(int id, Func<TLink, bool> link, bool isPlain)
    {
        bool Holds(Contact contact) => kind.Links(contact).Any(one => kind.Target(one) == id && link(one));
        return isPlain && kind.IsExact(store, id)
            ? new(() => kind.Candidates(store, id), Holds)
            : new(() => kind.Candidates(store, id), Holds, Holds);
    }

    Looked Any(Func<TLink, bool> link) => new(contact => kind.Links(contact).Any(link));

    Looked Counted(AggregateDefinition aggregate, FieldDefinition[] keys, Func<TLink, bool> link)
    {
        var meant = keys.Length == 0 ? null : keys.SelectMany(Meant).ToHashSet();
        var (enough, since) = (Count.Of(aggregate), Count.Since(aggregate, now));
        return new(
            contact => enough(
                kind.Links(contact)
                    .Count(one => kind.Since(one) >= since && (meant is null || meant.Contains(kind.Target(one))) && link(one))));
    }

    Func<TLink, bool> Test(FieldDefinition field) => kind.Fields.TryGetValue(field.Name, out var test)
        ? test(field, now)
        : throw new SegmentFault(
            $"A {kind.Name} has no field '{field.Name}'. It has {string.Join(", ", kind.Keys.Concat(kind.Fields.Keys))}.");
}
