namespace Koppel.Sdk.Schema;

/// <summary>
/// How many smallest units a currency's unit has where money is told in whole numbers of them. Source: ISO 4217. A currency without a
/// smaller unit has 1. All others have 100, those too whose unit ISO cuts into 1,000: the systems speak of "cents", and a decimal of two
/// places then holds every number that they can tell.
/// </summary>
internal static class Currencies
{
    static readonly HashSet<string> Undivided = new(StringComparer.OrdinalIgnoreCase)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    /// <summary>The number of smallest units; that of most currencies when it is not known which it is.</summary>
    public static int SmallestUnits(string? currency) => currency is not null && Undivided.Contains(currency.Trim()) ? 1 : 100;
}
