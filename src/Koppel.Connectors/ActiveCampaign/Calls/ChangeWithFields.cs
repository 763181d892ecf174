using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>A field of an account or a deal that gets another value.</summary>
/// <param name="Datum">The id of the value that is there; 0 where there is none.</param>
/// <param name="Field">The field.</param>
/// <param name="Text">Its new value.</param>
/// <param name="Currency">What an amount is in.</param>
internal sealed record FieldValueChange(long Datum, CustomField Field, string Text, string Currency)
{
    /// <summary>Writes it as a call for one row takes it.</summary>
    public void WriteInline(Utf8JsonWriter json) => json.WriteObject(null, () =>
    {
        json.WriteNumber("customFieldId", Field.Id);
        FieldDatum.Write(json, Field, Text, Currency);
    });
}

/// <summary>What is done with an account or a deal.</summary>
/// <param name="Rows">The rows of the source that say so; the first counts, the others say it again.</param>
/// <param name="Key">Its id, or null for one that will be created.</param>
/// <param name="Values">The fields that get another value.</param>
internal sealed record ChangeWithFields(int[] Rows, long? Key, IReadOnlyList<FieldValueChange> Values)
{
    /// <summary>The values that are taken away.</summary>
    public IEnumerable<FieldValueChange> Emptied => Values.Where(v => v.Text.Length == 0);

    /// <summary>The columns of the row itself that are sent.</summary>
    public IReadOnlyList<Column> Own { get; init; } = [];

    /// <summary>What the row's money is in, where the load does not say; otherwise null.</summary>
    public string? Currency { get; init; }

    /// <summary>Some of its values are there already.</summary>
    public bool HasUpdates => Values.Any(v => v.Datum > 0);

    /// <summary>Cuts changes into batches by the number of their values.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="most">Values in a batch at most, unless one change has more.</param>
    public static IEnumerable<List<ChangeWithFields>> Cut(IEnumerable<ChangeWithFields> changes, int most)
    {
        var (batch, values) = (new List<ChangeWithFields>(), 0);
        foreach (var change in changes)
        {
            if (batch.Count > 0 && values + change.Values.Count > most)
            {
                yield return batch;
                (batch, values) = ([], 0);
            }
            batch.Add(change);
            values += change.Values.Count;
        }
        if (batch.Count > 0) yield return batch;
    }
}
