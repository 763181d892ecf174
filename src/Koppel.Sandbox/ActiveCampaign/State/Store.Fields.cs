namespace Koppel.Sandbox.ActiveCampaign.State;

/// <content>What contacts have in custom fields.</content>
sealed partial class Store
{
    public Rows<FieldValue> FieldValues { get; } = new();

    /// <summary>What a contact has in a field; null when it has nothing.</summary>
    public static FieldValue? ValueOf(Contact contact, int field) => Array.Find(contact.Values, row => row.Field == field);

    /// <summary>Puts a value into a field of a contact, in place of the one that is there.</summary>
    /// <returns>The row of the pair, and whether it is new.</returns>
    public (FieldValue Row, bool IsNew) SetValue(Contact contact, int field, string value, DateTime now)
    {
        if (Table(Resources.Fields.Resource).Find(field) is null) throw new ArgumentException($"There is no field {field}.", nameof(field));
        var known = ValueOf(contact, field);
        if (known?.Value != value) Note(contact, field, known?.Value, value);
        var row = known ?? Add(new FieldValue(FieldValues.NextId, contact, field, now));
        (row.Value, row.Updated) = (Texts.Of(value), now);
        contact.Updated = now;
        return (row, known is null);
    }

    /// <summary>Adds a row as it is, from a snapshot.</summary>
    public FieldValue Add(FieldValue row)
    {
        FieldValues.Add(row);
        row.Contact.Values = row.Contact.Values.With(row);
        return row;
    }

    public void Remove(FieldValue row)
    {
        Note(row.Contact, row.Field, row.Value, null);
        FieldValues.Remove(row);
        row.Contact.Values = row.Contact.Values.Without(row);
    }

    /// <summary>Forgets what contacts have in a field that goes.</summary>
    public void RemoveValuesOf(int field)
    {
        var gone = new HashSet<FieldValue>();
        foreach (var row in FieldValues.All)
        {
            if (row.Field == field) gone.Add(row);
        }

        foreach (var row in gone)
        {
            Note(row.Contact, field, row.Value, null);
            row.Contact.Values = row.Contact.Values.Without(row);
        }

        FieldValues.RemoveAll(gone);
    }

    void Note(Contact contact, int field, string? before, string? after)
    {
        if (Journal.Cause is not null)
            Journal.Note(contact.Id, "field " + Table(Resources.Fields.Resource).Find(field)?.Text("title"), before, after);
    }
}
