using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Guides;

/// <summary>The example of the guide "Add a table of a REST API"; a test holds the two against each other.</summary>
internal static class Tickets
{
    public static readonly RestTable Table = new("tickets", Item: "ticket")
    {
        Description = "What customers asked the help desk",
        Path = "tickets",
        Paging = Paging.Offset(max: 100) with { Total = "meta.total" },
        Columns =
        [
            Column.Key("id"),
            Column.Text("subject") with { Required = true },
            Column.BigInt("customer") with { References = "customers" },
            Column.Timestamp("created") with { ReadOnly = true },
        ],
        Filters = [Filter.ById("id", "tickets/{id}"), Filter.Query("subject", "search", Match.Inexact)],
        Identity = ["customer", "subject"],
        Insert = RowCall.Post("tickets"),
        Delete = RowCall.Delete("tickets/{id}"),
    };
}
