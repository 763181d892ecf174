using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>Makes a test of what a segment says, as of now.</summary>
/// <param name="store">The contacts and what they are joined with.</param>
/// <param name="now">The moment from which <c>-30 days</c> counts.</param>
/// <param name="external">The value for fields whose value is told when the segment is asked; null when none was told.</param>
internal sealed class SegmentCompiler(Store store, DateTime now, string? external = null)
{
    /// <exception cref="SegmentFault">It says something that cannot be asked.</exception>
    public IContactTest Compile(SegmentDefinition segment)
    {
        // Nothing asked is nobody left out.
        if (segment.Conditions.Count == 0) return new AllOf([]);
        var conditions = segment.Conditions.ToDictionary(condition => condition.Id, Compile, StringComparer.Ordinal);
        return Join(segment.GroupOperator,
            segment.Groups.Where(group => group.Conditions.Count > 0)
                .Select(group => Join(group.Operator, group.Conditions.Select(id => conditions[id]))));
    }

    /// <summary>The ids of the contacts for whom it holds, ascending.</summary>
    public ReadOnlyMemory<int> Find(SegmentDefinition segment) => Compile(segment).Among(store, ContactSet.Everybody).Members(store);

    static IContactTest Join(string name, IEnumerable<IContactTest> tests) => name == "or" ? new AnyOf([.. tests]) : new AllOf([.. tests]);

    IContactTest Compile(ConditionDefinition condition)
    {
        var told = condition with { Fields = [.. condition.Fields.Select(Told)] };
        return condition.ObjectType switch
        {
            "tag" => new LinkConditions<ContactTag>(LinkKinds.Tags, store, now).Compile(told),
            "list" => new LinkConditions<ContactList>(LinkKinds.Lists, store, now).Compile(told),
            "contact" => new ContactConditions(store, now).Compile(told),
            _ => throw new SegmentFault(
                $"Condition {condition.Id} is about '{condition.ObjectType}', which the sandbox does not know. It knows tag, list and "
                    + $"contact."),
        };
    }

    FieldDefinition Told(FieldDefinition field) => !field.External
        ? field
        : field with { Value =
            external ?? throw new SegmentFault($"The field '{field.Name}' is external: its value must be told with the request.") };
}
