using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Rows of address, field and value.</summary>
internal sealed class FieldRows(WriteRequest request, FieldNames fields) : IWantedRows
{
    readonly int _email = request.IndexOf(ContactColumns.Email);
    readonly int _field = request.IndexOf("field");
    readonly int _value = request.IndexOf("value");

    public ContactParts Parts => ContactParts.Fields;

    public bool CreatesContacts => false;

    public IReadOnlyCollection<string> Accounts(RowStore rows) => [];

    public RejectCause? Read(RowBatch rows, int row, WantedContact wanted)
    {
        if (rows[_field].IsNull(row))
            return new(RejectCode.ValueMissing, "field has no value.", "Give it the personalisation tag or the title of a field.");
        if (fields.Find(rows[_field].Texts[row], out var field) is { } unknown) return unknown;
        if (_value < 0 || rows[_value].IsNull(row)) return null;
        if (FieldText.Parse(field!, rows[_value].Texts[row], out var fault) is { } text) wanted.Fields[field!.Id] = (field, text);
        return fault;
    }

    public void Now(ContactState? there, RowBatch rows, int row, RowBatch now)
    {
        fields.Find(rows[_field].Texts[row], out var field);
        Fill(rows, row, now, there?.Field(field!.Id) is { Length: > 0 } text ? FieldText.Normal(field!, text) : null);
    }

    public void After(ContactState? there, WantedContact wanted, RowBatch rows, int row, RowBatch after) =>
        Fill(rows, row, after, wanted.Fields.Values.Select(w => w.Text).FirstOrDefault());

    void Fill(RowBatch rows, int row, RowBatch to, string? value)
    {
        to[_email].SetText(0, rows[_email].Texts[row]);
        to[_field].SetText(0, rows[_field].Texts[row]);
        if (_value >= 0) to[_value].SetText(0, value);
    }
}
