using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Segments;

namespace Koppel.Sandbox.Tests.Segments;

/// <summary>Who is in a segment, written again in the plainest way, with no index and nothing of the sandbox's own comparisons.</summary>
static class Naive
{
    public static bool IsIn(SegmentDefinition segment, Contact contact, DateTime now)
    {
        var groups = segment.Groups.Where(group => group.Conditions.Count > 0).Select(group =>
        {
            var held =
                group.Conditions.Select(id => Holds(segment.Conditions.Single(condition => condition.Id == id), contact, now)).ToArray();
            return group.Operator == "or" ? held.Any(one => one) : held.All(one => one);
        }).ToArray();
        return groups.Length == 0 || (segment.GroupOperator == "or" ? groups.Any(one => one) : groups.All(one => one));
    }

    static bool Holds(ConditionDefinition condition, Contact contact, DateTime now)
    {
        if (condition.ObjectType == "contact") return condition.Fields.All(field => Compare(field, Value(contact, field.Name), now));
        if (condition.Aggregate is { } count) return contact.Tags.Count >= int.Parse(count.Value, CultureInfo.InvariantCulture);
        var key = condition.Fields[0];
        var had = condition.ObjectType == "tag"
            ? contact.Tags.Where(link => condition.Fields.Skip(1).All(field => Compare(field, link.Created, now)))
                .Select(link => key.Name == "tagid" ? $"{link.Tag.Id}" : link.Tag.Name)
            : contact.Lists.Where(row => IsMeant(row, condition.Fields.Skip(1).ToArray()))
                .Select(row => key.Name == "listid" ? $"{row.List}" : row.List == 1 ? "News" : "Offers");
        return Has(key, [.. had.Select(one => one.ToLowerInvariant())]);
    }

    static bool Has(FieldDefinition key, string[] had)
    {
        var wanted = key.Value.ToLowerInvariant().Split(',');
        return key.Operator switch
        {
            "=" or "is in any" => had.Any(wanted.Contains),
            "!=" or "none" => !had.Any(wanted.Contains),
            "all" => wanted.All(had.Contains),
            "missing at least one" => !wanted.All(had.Contains),
            "any" => had.Length > 0,
            "empty" => had.Length == 0,
            "contains" => had.Any(one => one.Contains(key.Value, StringComparison.Ordinal)),
            "does not contain" => !had.Any(one => one.Contains(key.Value, StringComparison.Ordinal)),
            _ => throw new InvalidOperationException(key.Operator),
        };
    }

    static bool IsMeant(ContactList row, FieldDefinition[] asked) => asked switch
    {
        [] => row.Status == ListStatus.Active,
        [{ Name: "sdate" }] => row.Status == ListStatus.Active && row.Subscribed >= new DateTime(2026, 5, 10, 5, 0, 0, DateTimeKind.Utc),
        [{ Operator: "!=" }] => row.Status != ListStatus.Active,
        [{ Value: "1" }] => row.Status == ListStatus.Active,
        [{ Value: "unsubscribed" }] => row.Status == ListStatus.Unsubscribed,
        _ => row.Status is ListStatus.Unconfirmed or ListStatus.Bounced,
    };

    static object Value(Contact contact, string name) => name switch
    {
        "email" => contact.Email,
        "first_name" => contact.FirstName,
        "last_name" => contact.LastName,
        "account_name" => contact.Account?.Name ?? "",
        "id" => contact.Id,
        "cdate" => contact.Created,
        "udate" => contact.Updated,
        "country" => contact.GeoAddress switch { 1 => "NL", 2 => "DE", _ => "" },
        "language" => contact.Language ?? "",
        "COLOUR" => Custom(contact, 1),
        _ => Custom(contact, int.Parse(name["field".Length..], CultureInfo.InvariantCulture)),
    };

    static string Custom(Contact contact, int field) => contact.Values.SingleOrDefault(value => value.Field == field)?.Value ?? "";

    static bool Compare(FieldDefinition field, object value, DateTime now)
    {
        // In May and June the US Central day begins at five in the morning, UTC.
        DateTime Day(string text) => text.StartsWith('-')
            ? now.AddHours(-5).Date.AddDays(int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture)).AddHours(5)
            : DateTime.Parse(text, CultureInfo.InvariantCulture).AddHours(5);
        var text = value as string;
        if (field.Name == "field2")
        {
            var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
            return field.Operator == ">" ? isNumber && number > 4 : !isNumber || number < 3;
        }

        if (field.Name == "field3") return field.Operator == "empty" ? text is "" or "soon" : text is "2026-05-01";
        if (field.Name == "field1" && field.Operator == "=")
            return text!.Split("||").Contains(field.Value, StringComparer.OrdinalIgnoreCase);
        return field.Operator switch
        {
            "=" or "is" when text is not null => text.Equals(field.Value, StringComparison.OrdinalIgnoreCase),
            "!=" => !text!.Equals(field.Value, StringComparison.OrdinalIgnoreCase),
            "empty" => text!.Length == 0,
            "not empty" => text!.Length > 0,
            "contains" => text!.Contains(field.Value, StringComparison.OrdinalIgnoreCase),
            "starts with" => text!.StartsWith(field.Value, StringComparison.OrdinalIgnoreCase),
            // *e? is the only pattern: any text whose last letter but one is an e.
            "wildcard match" => text!.Length >= 2 && char.ToLowerInvariant(text[^2]) == 'e',
            ">" when value is int number => number > int.Parse(field.Value, CultureInfo.InvariantCulture),
            "between" when value is int number => number >= 5 && number <= 12,
            "=" => (DateTime)value >= Day(field.Value) && (DateTime)value < Day(field.Value).AddDays(1),
            ">" => (DateTime)value >= Day(field.Value).AddDays(1),
            ">=" => (DateTime)value >= Day(field.Value),
            "<" => (DateTime)value < Day(field.Value),
            "not between" => (DateTime)value < Day("2026-05-01") || (DateTime)value >= Day("2026-05-15").AddDays(1),
            _ => throw new InvalidOperationException(field.Operator),
        };
    }
}
