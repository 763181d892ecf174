using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign;

/// <summary>
/// The tables of custom objects, such as <c>customObject_bike</c>. They are made when a statement names one, from the schemas that are read
/// then.
/// </summary>
internal sealed class ObjectTables(Account account)
{
    readonly RestSource _schemas = new(CustomObjects.Schemas, account, Account.BasePath);

    /// <summary>The table of that name without regard to case, or null.</summary>
    /// <exception cref="ConnectorException">The schemas cannot be read.</exception>
    public async ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!name.StartsWith(CustomObjects.Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        IReadOnlyList<Column> columns = [_schemas.Schema.Find("id")!, _schemas.Schema.Find("slug")!, _schemas.Schema.Find("fields")!];
        await foreach (var batch in _schemas.ScanAsync(_schemas.Plan(new ScanRequest { Columns = columns }), cancellationToken))
        {
            for (var r = 0; r < batch.Count; r++)
            {
                if (batch[0].IsNull(r) || batch[1].IsNull(r) || batch[2].IsNull(r)
                    || !batch[1].Texts[r].Equals(name[CustomObjects.Prefix.Length..], StringComparison.OrdinalIgnoreCase)) continue;
                using var fields = JsonDocument.Parse(batch[2].Texts[r]);
                return Of(batch[0].Texts[r], batch[1].Texts[r], fields.RootElement);
            }
        }
        return null;
    }

    /// <summary>The table of a schema as the API tells it, which may be anything.</summary>
    WritableRestSource Of(string id, string slug, JsonElement fields)
    {
        try
        {
            return new WritableRestSource(CustomObjects.Of(id, slug, fields), account, Account.BasePath);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new ConnectorException(ConnectorErrorKind.BadAnswer,
                $"The schema of the custom object {slug} cannot be made a table of: {fault.Message} Look at it with select * from "
                    + $"customObjectSchemas.", fault)
            { Table = CustomObjects.Prefix + slug };
        }
    }
}
