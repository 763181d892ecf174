using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Conditions about the contact itself. The names are those by which the vendor's reference sorts the contacts of a segment; for
/// conditions it tells none.
/// </summary>
sealed class ContactConditions(DateTime now)
{
    /// <summary>What is text.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Contact, string>> Texts = new Dictionary<string, Func<Contact, string>>(StringComparer.Ordinal)
    {
        ["email"] = contact => contact.Email,
        ["phone"] = contact => contact.Phone,
        ["first_name"] = contact => contact.FirstName,
        ["last_name"] = contact => contact.LastName,
        ["full_name"] = contact => $"{contact.FirstName} {contact.LastName}".Trim(),
        ["account_name"] = contact => contact.OrganizationName,
    };

    /// <summary>What is a moment.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Contact, DateTime?>> Moments = new Dictionary<string, Func<Contact, DateTime?>>(StringComparer.Ordinal)
    {
        ["cdate"] = contact => contact.Created,
        ["udate"] = contact => contact.Updated,
    };

    public IContactTest Compile(ConditionDefinition condition) => condition.Aggregate is null
        ? new AllOf([.. condition.Fields.Select(Test)])
        : throw new SegmentFault($"Condition {condition.Id} counts something of the contact itself, which there is one of. Leave field_aggregate out.");

    IContactTest Test(FieldDefinition field)
    {
        if (Texts.TryGetValue(field.Name, out var text))
        {
            var holds = TextComparison.Of(field);
            return new Looked(contact => holds(text(contact)));
        }

        if (Moments.TryGetValue(field.Name, out var moment))
        {
            var holds = MomentComparison.Of(field, now);
            return new Looked(contact => holds(moment(contact)));
        }

        if (field.Name == "id")
        {
            var holds = NumberComparison.Of(field);
            return new Looked(contact => holds(contact.Id));
        }

        throw new SegmentFault($"Contacts have no field '{field.Name}'. They have id, {string.Join(", ", Texts.Keys)}, {string.Join(", ", Moments.Keys)}.");
    }
}
