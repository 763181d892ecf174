using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Puts what a contact has into the columns of a table.</summary>
internal sealed class ContactCells(FieldColumns fields, TagDirectory tags, ListDirectory lists, AccountDirectory accounts)
{
    /// <summary>What must be read of contacts to fill these columns.</summary>
    public ContactParts PartsOf(IEnumerable<Column> columns) =>
        columns.Aggregate(ContactParts.None, (parts, column) => parts | column.Name switch
    {
        ContactColumns.Tags => ContactParts.Tags,
        ContactColumns.Lists => ContactParts.Lists,
        ContactColumns.Created or ContactColumns.Updated => ContactParts.Times,
        ContactColumns.Account or ContactColumns.JobTitle => ContactParts.Account,
        _ => fields.Find(column.Name) is null ? ContactParts.None : ContactParts.Fields,
    });

    /// <summary>Sets a cell.</summary>
    public void Set(Column column, ColumnBuffer buffer, int row, ContactState contact)
    {
        switch (column.Name)
        {
            case ContactColumns.Id: buffer.SetLong(row, contact.Id); break;
            case ContactColumns.Email: buffer.SetText(row, contact.Email.Length == 0 ? null : contact.Email); break;
            case ContactColumns.Tags: TextLists.Set(
                buffer, row, Sorted(contact.Tags.Select(t => tags.Name(t.Tag)).OfType<string>())); break;
            case ContactColumns.Lists: TextLists.Set(
                buffer, row, Sorted(contact.Lists.Where(l => l.Value == ListStatus.Active).Select(l => lists.Name(l.Key)))); break;
            case ContactColumns.Account: buffer.SetText(row, contact.Account is { } on ? accounts.Name(on.Account) : null); break;
            case ContactColumns.JobTitle: buffer.SetText(row, contact.Account is { JobTitle.Length: > 0 } at ? at.JobTitle : null); break;
            case ContactColumns.Created: SetTime(buffer, row, contact.Times.Created); break;
            case ContactColumns.Updated: SetTime(buffer, row, contact.Times.Updated); break;
            default:
                if (fields.Find(column.Name) is { } field) FieldText.Set(field, contact.Field(field.Id), buffer, row);
                else buffer.SetText(row, contact.Names[Array.FindIndex(ContactNames.All, n => n.Column == column.Name)]);
                break;
        }
    }

    static void SetTime(ColumnBuffer buffer, int row, long? time)
    {
        if (time is { } known) buffer.SetLong(row, known);
        else buffer.SetNull(row);
    }

    /// <summary>Texts in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>The names of the columns that speak of contacts.</summary>
internal static class ContactColumns
{
    public const string Id = "id";
    public const string Email = "email";
    public const string Tags = "tags";
    public const string Lists = "lists";
    public const string Account = "account";
    public const string JobTitle = "jobTitle";
    public const string Created = "cdate";
    public const string Updated = "udate";
}
