using System.Runtime.CompilerServices;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Reads contacts with what belongs to them, a hundred a call.</summary>
/// <param name="contacts">The contacts with their details.</param>
/// <param name="parts">What is wanted of them.</param>
internal sealed class ContactReader(RestSource contacts, ContactParts parts)
{
    /// <summary>What must be read.</summary>
    public IReadOnlyList<Column> Columns { get; } =
    [
        .. Sources.Of(contacts, "id", "email"), .. Sources.Of(contacts, [.. ContactNames.All.Select(n => n.Column)]),
        .. parts.HasFlag(ContactParts.Times) ? Sources.Of(contacts, "cdate", "udate") : [],
        .. parts.HasFlag(ContactParts.Fields) ? Sources.Of(contacts, "fieldValues") : [],
        .. parts.HasFlag(ContactParts.Tags) ? Sources.Of(contacts, "contactTags") : [],
        .. parts.HasFlag(ContactParts.Lists) ? Sources.Of(contacts, "contactLists") : [],
        .. parts.HasFlag(ContactParts.Account) ? Sources.Of(contacts, "accountContacts") : [],
    ];

    /// <summary>Brings at least the contacts whose column is one of the values.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ContactState>> ReadAsync(
        string column, int count, Func<IReadOnlyList<object>> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in contacts.ReadMatchingAsync(Columns, column, count, values, cancellationToken)) yield return Read(batch);
    }

    /// <summary>The contacts of a batch that holds <see cref="Columns"/>, in whatever order.</summary>
    public static IReadOnlyList<ContactState> Read(RowBatch rows) => [.. Enumerable.Range(0, rows.Count).Select(r => Read(rows, r))];

    /// <summary>Addresses and texts of contacts that pass: what else a batch holds of them is none of this table's.</summary>
    public static IEnumerable<ContactState> ReadNames(RowBatch rows) => Enumerable.Range(0, rows.Count).Select(
        r => new ContactState(0, Text(rows, "email", r) ?? "") { Names = [.. ContactNames.All.Select(n => Text(rows, n.Column, r))] });

    /// <summary>A contact by what a change says of it: texts that the change does not speak of are not known.</summary>
    public static ContactState ReadChanged(RowBatch before, int row) => new(
        before.IndexOf("id") is >= 0 and var id && !before[id].IsNull(row) ? before[id].Longs[row] : 0, Text(before, "email", row) ?? "")
    {
        Names = [.. ContactNames.All.Select(n => before.IndexOf(n.Column) < 0 ? null : Text(before, n.Column, row))],
    };

    static ContactState Read(RowBatch rows, int row) => new(rows[rows.IndexOf("id")].Longs[row], Text(rows, "email", row) ?? "")
    {
        Names = [.. ContactNames.All.Select(n => Text(rows, n.Column, row))],
        Times = (Moment(rows, "cdate", row), Moment(rows, "udate", row)),
        Fields = Values(Rows(rows, "fieldValues", row)),
        Tags = [.. Rows(rows, "contactTags", row).Select(t => new TagLink(Whole(t, "id"), Whole(t, "tag")))],
        Lists = Statuses(Rows(rows, "contactLists", row)),
        Account = Rows(rows, "accountContacts", row).Select(a => new AccountLink(Whole(a, "id"), Whole(a, "account"), Said(a, "jobTitle")))
            .FirstOrDefault(),
    };

    static Dictionary<long, string> Values(IReadOnlyList<JsonElement> rows)
    {
        var values = new Dictionary<long, string>(rows.Count);
        foreach (var row in rows) values[Whole(row, "field")] = Said(row, "value");
        return values;
    }

    static Dictionary<long, ListStatus> Statuses(IReadOnlyList<JsonElement> rows)
    {
        var statuses = new Dictionary<long, ListStatus>(rows.Count);
        foreach (var row in rows)
            if (Whole(row, "status") is >= 0 and <= 3 and var status) statuses[Whole(row, "list")] = (ListStatus)status;
        return statuses;
    }

    static IReadOnlyList<JsonElement> Rows(RowBatch rows, string column, int row)
    {
        if (rows.IndexOf(column) is not (>= 0 and var at) || rows[at].IsNull(row) || rows[at].Texts[row] == "[]") return [];
        using var document = JsonDocument.Parse(rows[at].Texts[row]);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    static string? Text(RowBatch rows, string column, int row) =>
        rows[rows.IndexOf(column)] is var buffer && buffer.IsNull(row) ? null : buffer.Texts[row];

    static long? Moment(RowBatch rows, string column, int row) =>
        rows.IndexOf(column) is >= 0 and var at && !rows[at].IsNull(row) ? rows[at].Longs[row] : null;

    static string Said(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    static long Whole(JsonElement row, string name) => long.TryParse(Said(row, name), out var number) ? number
        : throw new ConnectorException(ConnectorErrorKind.BadAnswer,
            $"GET {Account.BasePath}contacts gives a row without a number as '{name}': {row.GetRawText()}. Run it again; if it stays so, "
                + $"the API has changed.");
}
