using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>A table whose rows have fields of the account's own, whose values stand in a list of their own.</summary>
/// <param name="Name">The name of the table with a column for each field.</param>
/// <param name="Rows">The rows themselves.</param>
/// <param name="Meta">The list of the fields.</param>
/// <param name="Data">The list of the values.</param>
/// <param name="Owner">What a value calls its row when it is read.</param>
internal sealed record TableWithFields(string Name, RestTable Rows, string Meta, string Data, string Owner)
{
    /// <summary>One sentence for a reader of the data model.</summary>
    public required string Description { get; init; }

    /// <summary>What a value calls its row when it is written.</summary>
    public required string SentOwner { get; init; }

    /// <summary>
    /// The values. Source: the API's reference (2026-08); <c>fieldValue</c> is a text, a number or an array, as the field's type asks.
    /// </summary>
    public RestTable Values => new(Data, Item: "")
    {
        Path = Data,
        Paging = Pages.ByOffset,
        Columns = [Column.Key("id"), Column.BigInt(Owner), Column.BigInt("customFieldId"), Column.Json("fieldValue"),
            Column.Text("fieldCurrency")],
        Filters = [Filter.Query(Owner, $"filters[{SentOwner}]", Match.Inexact)],
    };
}
