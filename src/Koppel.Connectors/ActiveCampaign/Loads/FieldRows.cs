using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Rows of address, field and value.</summary>
internal sealed class FieldRows(WriteRequest request, FieldNames fields) : IWantedRows
{
    readonly int _field = request.IndexOf("field");
    readonly int _value = request.IndexOf("value");

    public ContactParts Parts => ContactParts.Fields;

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        if (rows.Text(_field, row) is not { } name)
            return new(RejectCode.ValueMissing, "field has no value.", "Give it the personalisation tag or the title of a field.");
        if (fields.Find(name, out var field) is { } unknown) return unknown;
        if (rows.Text(_value, row) is not { } value) return null;
        if (FieldText.Parse(field!, value, out var fault) is { } text) wanted.Fields[field!.Id] = (field, text);
        return fault;
    }

    public void Now(ContactState? there, RowBatch now)
    {
        var field = Name(now);
        if (_value >= 0)
            now[_value].SetText(0, there?.Field(field!.Id) is { Length: > 0 } text ? FieldText.Normal(field!, text) : null);
    }

    public void After(ContactState? there, WantedContact wanted, RowBatch after)
    {
        Name(after);
        if (_value >= 0) after[_value].SetText(0, wanted.Fields.Values.Select(w => w.Text).FirstOrDefault());
    }

    /// <summary>Names the field as its rows are read, however the row does: by that they are found again.</summary>
    CustomField? Name(RowBatch row)
    {
        fields.Find(row[_field].Texts[0], out var field);
        row[_field].SetText(0, field!.Name);
        return field;
    }
}
