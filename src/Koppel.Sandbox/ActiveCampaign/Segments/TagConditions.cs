using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Conditions about tags: <c>tagid</c> and <c>tag</c>, its name, tell which; <c>cdate</c> tells when the contact got it. Others than the
/// vendor's reference names, <c>tagid</c>, are a guess.
/// </summary>
sealed class TagConditions(Store store, DateTime now)
{
    public IContactTest Compile(ConditionDefinition condition)
    {
        var keys = condition.Fields.Where(field => field.Name is "tagid" or "tag").ToArray();
        var row = Row(condition.Fields.Except(keys));
        if (condition.Aggregate is { } aggregate) return Counted(aggregate, keys, row);
        return keys.Length == 0 ? Any(row) : new AllOf([.. keys.Select(key => Key(key, row))]);
    }

    IContactTest Key(FieldDefinition key, Func<ContactTag, bool>? row) => key.Operator switch
    {
        "any" or "not empty" => Any(row),
        "empty" => new NotThis(Any(row)),
        "all" => new AllOf([.. Each(key).Select(tag => Has(tag, row))]),
        "missing at least one" => new NotThis(new AllOf([.. Each(key).Select(tag => Has(tag, row))])),
        _ when TextComparison.Counterpart(key.Operator) is { } positive => new NotThis(Key(key with { Operator = positive }, row)),
        _ => new AnyOf([.. Meant(key).Select(tag => Has(tag, row))]),
    };

    /// <summary>The tags that a positive comparison means.</summary>
    IEnumerable<Tag?> Meant(FieldDefinition key)
    {
        if (key.Name == "tagid")
            return key.Operator is "=" or "is" or "is in any" ? Each(key) : throw key.Misfit("ids");
        var holds = TextComparison.Of(key);
        return store.Tags.All.ToArray().Where(tag => holds(tag.Name));
    }

    /// <summary>The tags of a list of ids or names; null for one that is not there, which nobody has.</summary>
    IEnumerable<Tag?> Each(FieldDefinition key) => FieldDefinition.List(key.Value).Select(text => key.Name == "tag"
        ? store.TagOf(text, "contact")
        : store.Tags.Find(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new SegmentFault($"The field 'tagid' is compared with '{text}', which is no id of a tag.")));

    static Linked Has(Tag? tag, Func<ContactTag, bool>? row) => new(
        () => tag is null ? ContactSet.Nobody : ContactSet.Of(tag.Contacts),
        contact => contact.Tags.Exists(link => link.Tag == tag),
        row is null ? null : contact => contact.Tags.Exists(link => link.Tag == tag && row(link)));

    static Looked Any(Func<ContactTag, bool>? row) => new(contact => row is null ? contact.Tags.Count > 0 : contact.Tags.Exists(link => row(link)));

    Looked Counted(AggregateDefinition aggregate, FieldDefinition[] keys, Func<ContactTag, bool>? row)
    {
        var tags = keys.Length == 0 ? null : keys.SelectMany(Meant).ToHashSet();
        var (enough, since) = (Count.Of(aggregate), Count.Since(aggregate, now));
        return new(contact => enough(contact.Tags.Count(link => link.Created >= since && (tags is null || tags.Contains(link.Tag)) && (row is null || row(link)))));
    }

    Func<ContactTag, bool>? Row(IEnumerable<FieldDefinition> fields)
    {
        var tests = fields.Select(Test).ToArray();
        return tests.Length == 0 ? null : link => Array.TrueForAll(tests, test => test(link));
    }

    Func<ContactTag, bool> Test(FieldDefinition field)
    {
        if (field.Name != "cdate") throw new SegmentFault($"Tags have no field '{field.Name}'. They have tagid, tag and cdate.");
        var holds = MomentComparison.Of(field, now);
        return link => holds(link.Created);
    }
}
