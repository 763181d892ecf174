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
        var row = known ?? Add(new FieldValue(FieldValues.NextId, contact, field, now));
        if (known?.Value != value) NoteField(contact, field, known?.Value, value);
        (row.Value, row.Updated) = (value, now);
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
        NoteField(row.Contact, row.Field, row.Value, null);
        FieldValues.Remove(row);
        row.Contact.Values = row.Contact.Values.Without(row);
    }

    void NoteField(Contact contact, int field, string? before, string? after)
    {
        if (Journal.Cause is null) return;
        Journal.Note(contact.Id, $"field {Table(Resources.Fields.Resource).Find(field)?.Text("perstag")}", before, after);
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
            row.Contact.Values = row.Contact.Values.Without(row);
            NoteField(row.Contact, field, row.Value, null);
        }

        FieldValues.RemoveAll(gone);
    }
}
