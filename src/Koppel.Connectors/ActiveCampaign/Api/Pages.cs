using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Api;

/// <summary>
/// How the API cuts lists into pages. An answer tells how many rows there are under <c>meta.total</c>, as a text or as a number: of a list
/// that is walked by key those behind the key, or all. Source: the API's page on pagination; recorded answers (2020 to 2021).
/// </summary>
internal static class Pages
{
    const int Max = 100;
    const string Total = "meta.total";

    const string Ascending = "ASC";

    /// <summary>What nearly all lists take.</summary>
    public static readonly Paging ByOffset = Paging.Offset(Max) with { Total = Total };

    /// <summary>What the list of contacts takes, which can be very long. Source: the page on pagination asks for it.</summary>
    public static readonly Paging ByKey = Paging.ByKey(Max, "id_greater", Order("id").Parameter, Ascending) with { Total = Total };

    /// <summary>What the newer services take; a page behind the last is answered 404 or empty.</summary>
    public static readonly Paging ByNumber = Paging.Numbered(Max) with { StatusBehindLast = 404, Total = Total };

    /// <summary>How a list is put in order.</summary>
    public static RowOrder Order(string column) => new(column, $"orders[{column}]", Ascending, "DESC");
}
