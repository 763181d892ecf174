using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Fields;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>A field of an account or a deal that gets another value.</summary>
/// <param name="Datum">The id of the value that is there; 0 where there is none.</param>
/// <param name="Field">The field.</param>
/// <param name="Text">Its new value.</param>
/// <param name="Currency">What an amount is in.</param>
internal sealed record FieldedValue(long Datum, CustomField Field, string Text, string Currency)
{
    /// <summary>Writes it as a call for one row takes it.</summary>
    public void WriteInline(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("customFieldId", Field.Id);
        FieldDatum.Write(json, Field, Text, Currency);
        json.WriteEndObject();
    }
}

/// <summary>What is done with an account or a deal.</summary>
/// <param name="Rows">The rows of the source that say so; the first counts, the others say it again.</param>
/// <param name="Key">Its id, or null for one that will be created.</param>
/// <param name="Values">The fields that get another value.</param>
internal sealed record FieldedChange(int[] Rows, long? Key, IReadOnlyList<FieldedValue> Values)
{
    /// <summary>The values that are taken away.</summary>
    public IEnumerable<FieldedValue> Emptied => Values.Where(v => v.Text.Length == 0);

    /// <summary>Columns of the row itself get another value.</summary>
    public bool ChangesRow { get; init; }
}
