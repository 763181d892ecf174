using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// What contacts are joined with. The vendor's reference tells one field, <c>tagid</c>; the others follow the names that rows have.
/// </summary>
internal static class LinkKinds
{
    public static readonly LinkKind<ContactTag> Tags = new(
        "tag",
        ["tagid", "tag"],
        contact => contact.Tags,
        link => link.Tag.Id,
        link => link.Created,
        (store, id) => store.Tags.Find(id) is { } tag ? ContactSet.Of(tag.Contacts) : ContactSet.Nobody,
        (_, _) => true,
        (store, holds) => store.Tags.Rows.All.ToArray().Where(tag => holds(tag.Name)).Select(tag => tag.Id))
    {
        Fields = new Dictionary<string, Func<FieldDefinition, DateTime, Func<ContactTag, bool>>>(
            StringComparer.Ordinal) { ["cdate"] = (field, now) => Moment<ContactTag>(field, now, link => link.Created) },
    };

    /// <summary>To be on a list is to be active on it, unless a status is asked for.</summary>
    public static readonly LinkKind<ContactList> Lists = new(
        "list",
        ["listid", "list"],
        contact => contact.Lists,
        row => row.List,
        row => row.Created,
        (store, id) => ContactSet.Of(store.Memberships.Of(id).Contacts),
        (store, id) => store.Memberships.Of(id).Count(ListStatus.Active) == store.Memberships.Of(id).Contacts.Count,
        (store, holds) =>
            store.Table(ListRows.Resource).All.ToArray().Where(list => holds(list.Text("name"))).Select(list => list.Id))
    {
        Fields = new Dictionary<string, Func<FieldDefinition, DateTime, Func<ContactList, bool>>>(StringComparer.Ordinal)
        {
            ["status"] = Status,
            ["sdate"] = (field, now) => Moment<ContactList>(field, now, row => row.Subscribed),
            ["udate"] = (field, now) => Moment<ContactList>(field, now, row => row.Unsubscribed),
        },
        Unless = ("status", row => row.Status == ListStatus.Active),
    };

    static Func<TLink, bool> Moment<TLink>(FieldDefinition field, DateTime now, Func<TLink, DateTime?> read)
    {
        var holds = MomentComparison.Of(field, now);
        return link => holds(read(link));
    }

    /// <summary>A status by its number or its word.</summary>
    static Func<ContactList, bool> Status(FieldDefinition field, DateTime now)
    {
        var numbers = FieldDefinition.List(field.Value)
            .Select(text => Enum.TryParse<ListStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? $"{(int)status}"
            : throw new SegmentFault($"'{text}' is no status of a list. Write unconfirmed, active, unsubscribed or bounced, or 0 to 3."));
        var holds = NumberComparison.Of(field with { Value = string.Join(',', numbers) });
        return row => holds((int)row.Status);
    }
}
