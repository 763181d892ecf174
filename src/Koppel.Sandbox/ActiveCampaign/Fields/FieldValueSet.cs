using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>What contacts have in custom fields.</summary>
internal sealed class FieldValueSet(Store store)
{
    public Rows<FieldValue> Rows { get; } = new();

    /// <summary>Puts a value into a field of a contact, in place of the one that is there.</summary>
    /// <returns>The row of the pair, and whether it is new.</returns>
    public (FieldValue Row, bool IsNew) Set(Contact contact, int field, string value, DateTime now)
    {
        if (store.Table(FieldRows.Resource).Find(field) is null) throw new ArgumentException($"There is no field {field}.", nameof(field));
        var known = contact.ValueOf(field);
        if (known?.Value != value) Note(contact, field, known?.Value, value);
        var row = known ?? Add(new FieldValue(Rows.NextId, contact, field, now));
        (row.Value, row.Updated) = (store.Texts.Of(value), now);
        contact.Updated = now;
        return (row, known is null);
    }

    /// <summary>Adds a row as it is, from a snapshot.</summary>
    public FieldValue Add(FieldValue row)
    {
        Rows.Add(row);
        row.Contact.Values = row.Contact.Values.With(row);
        return row;
    }

    public void Remove(FieldValue row)
    {
        Note(row.Contact, row.Field, row.Value, null);
        Rows.Remove(row);
        row.Contact.Values = row.Contact.Values.Without(row);
    }

    /// <summary>Forgets what contacts have in a field that goes.</summary>
    public void RemoveOf(int field)
    {
        var gone = new HashSet<FieldValue>();
        foreach (var row in Rows.All)
        {
            if (row.Field == field) gone.Add(row);
        }

        foreach (var row in gone)
        {
            Note(row.Contact, field, row.Value, null);
            row.Contact.Values = row.Contact.Values.Without(row);
        }

        Rows.RemoveAll(gone);
    }

    void Note(Contact contact, int field, string? before, string? after)
    {
        if (store.Journal.Cause is not null)
            store.Journal.Note(contact.Id, "field " + store.Table(FieldRows.Resource).Find(field)?.Text("title"), before, after);
    }
}
