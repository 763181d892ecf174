using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>Reads the values of fields: of a few rows by row, otherwise all of them, a hundred a call.</summary>
/// <param name="table">The table.</param>
/// <param name="fields">Its fields.</param>
/// <param name="account">The account.</param>
internal sealed class FieldData(TableWithFields table, FieldColumns fields, Account account)
{
    readonly RestSource _values = new(table.Values, account, Account.BasePath);
    readonly Dictionary<long, CustomField> _fields = fields.Columns.Select(c => fields.Find(c.Name)!).ToDictionary(f => f.Id);

    /// <summary>The calls that reading all values begins with, for plans.</summary>
    public string Request => $"GET {Account.BasePath}{table.Data} in pages of 100, or by row where there are few";

    /// <summary>The values of all rows, or of some, by the ids of the rows.</summary>
    public async Task<ILookup<long, FieldDatum>> ReadAsync(IReadOnlyCollection<long>? owners, CancellationToken cancellationToken)
    {
        var found = new List<(long Owner, FieldDatum Datum)>();
        var batches = owners is null
            ? _values.ScanAsync(_values.Plan(new ScanRequest { Columns = table.Values.Columns }), cancellationToken)
            : _values.ReadMatchingAsync(table.Values.Columns, table.Owner, [.. owners.Cast<object>()], cancellationToken);
        var wanted = owners?.ToHashSet();
        await foreach (var batch in batches)
        {
            for (var r = 0; r < batch.Count; r++)
            {
                if (batch[1].IsNull(r) || batch[2].IsNull(r) || wanted?.Contains(batch[1].Longs[r]) == false
                    || !_fields.TryGetValue(batch[2].Longs[r], out var field)) continue;
                var text = FieldText.Normal(field, FieldDatum.Raw(batch[3].IsNull(r) ? null : batch[3].Texts[r]));
                found.Add(
                    (batch[1].Longs[r], new FieldDatum(batch[0].Longs[r], field.Id, text, batch[4].IsNull(r) ? "" : batch[4].Texts[r])));
            }
        }
        return found.ToLookup(f => f.Owner, f => f.Datum);
    }

    /// <summary>Where values are added many a call.</summary>
    public string CreateRoute => $"POST {Account.BasePath}{table.Data}/bulkCreate";

    /// <summary>Where values are changed many a call.</summary>
    public string UpdateRoute => $"PATCH {Account.BasePath}{table.Data}/bulkUpdate";

    /// <summary>Where a value is taken away.</summary>
    public string DeleteRoute => $"DELETE {Account.BasePath}{table.Data}/{{id}}";
}
