using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Places;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Conditions about the contact itself and its custom fields. The names are those by which the vendor's reference sorts the contacts of a
/// segment, <c>field12</c> for the custom field with the id 12; for conditions it tells none.
/// </summary>
internal sealed class ContactConditions(Store store, DateTime now)
{
    /// <summary>What is text.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Store, Contact, string>> Texts =
        new Dictionary<string, Func<Store, Contact, string>>(StringComparer.Ordinal)
    {
        ["email"] = (_, contact) => contact.Email,
        ["phone"] = (_, contact) => contact.Phone,
        ["first_name"] = (_, contact) => contact.FirstName,
        ["last_name"] = (_, contact) => contact.LastName,
        ["full_name"] = (_, contact) => $"{contact.FirstName} {contact.LastName}".Trim(),
        ["account_name"] = (_, contact) => contact.OrganizationName,
        ["country"] = (store, contact) => GeoAddresses.Of(store, contact)?.Text("country2") ?? "",
        ["language"] = (_, contact) => contact.Language ?? "",
    };

    /// <summary>What is a moment.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Contact, DateTime?>> Moments =
        new Dictionary<string, Func<Contact, DateTime?>>(StringComparer.Ordinal)
    {
        ["cdate"] = contact => contact.Created,
        ["udate"] = contact => contact.Updated,
    };

    /// <summary>The id of the custom field that a name means, <c>field12</c> or a personalization tag; null for no such name.</summary>
    public static int? CustomField(Store store, string name) =>
        name.StartsWith("field", StringComparison.Ordinal)
            && int.TryParse(name["field".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : FieldRows.ByTag(store, name)?.Id;

    public IContactTest Compile(ConditionDefinition condition) => condition.Aggregate is null
        ? new AllOf([.. condition.Fields.Select(Test)])
        : throw new SegmentFault(
            $"Condition {condition.Id} counts something of the contact itself, which there is one of. Leave field_aggregate out.");

    IContactTest Test(FieldDefinition field)
    {
        if (Known(field) is { } known) return known;
        if (Texts.TryGetValue(field.Name, out var text))
        {
            var holds = TextComparison.Of(field);
            return new Looked(contact => holds(text(store, contact)));
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

        if (CustomField(store, field.Name) is { } id) return Custom(field, id);
        throw new SegmentFault(
            $"Contacts have no field '{field.Name}'. They have id, {string.Join(", ", Texts.Keys)}, {string.Join(", ", Moments.Keys)} "
                + $"and field1, field2, … for custom fields.");
    }

    /// <summary>What an index answers: one mail address, one account.</summary>
    Linked? Known(FieldDefinition field) => (field.Name, field.Operator) switch
    {
        ("email", "=" or "is") => new(
            () => store.Contacts.Of(field.Value) is { } contact ? ContactSet.Of([contact.Id]) : ContactSet.Nobody,
            contact => Same(contact.Email, field.Value)),
        ("account_name", "=" or "is") when field.Value.Length > 0 => new(
            () => ContactSet.Of(
                [.. store.Accounts.Rows.All.ToArray().Where(account => Same(account.Name, field.Value))
                    .SelectMany(account => account.Contacts).Select(link => link.Contact.Id).Order()]),
            contact => Same(contact.OrganizationName, field.Value)),
        _ => null,
    };

    /// <summary>As a number or a date where the comparison or the field says so; a contact without a value has it blank.</summary>
    Looked Custom(FieldDefinition field, int id)
    {
        var type = field.DataType is "" or "string" && field.Operator is not ("contains" or "starts with")
            ? store.Table(FieldRows.Resource).Find(id)?.Text("type") ?? ""
            : field.DataType;
        switch (type)
        {
            case "number" or "decimal":
                var number = NumberComparison.Of(field);
                return new(contact => number(NumberComparison.Read(Value(contact))));
            case "date" or "datetime":
                var moment = MomentComparison.Of(field, now);
                return new(contact => moment(CentralTime.TryRead(Value(contact), out var read) ? read : null));
            default:
                var text = TextComparison.Of(field);
                return new(contact => text(Value(contact)));
        }

        string Value(Contact contact) => contact.ValueOf(id)?.Value ?? "";
    }

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
