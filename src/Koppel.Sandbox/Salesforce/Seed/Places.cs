using System.Globalization;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.Salesforce.Seed;

/// <summary>Invented addresses.</summary>
internal static class Places
{
    static readonly string[] Streets = ["Dorpsstraat", "Stationsweg", "Kerkplein", "Lange Nieuwstraat", "Molenpad", "Industrieweg"];
    static readonly string[] Towns = ["Utrecht", "Zwolle", "Breda", "Arnhem", "Leeuwarden", "’s-Hertogenbosch", "Goes", "Enschede"];

    /// <summary>
    /// Whether the n-th person has what few have: a column of it costs as much as one that all have, and a million are not to pay for it.
    /// </summary>
    public static bool HasRare(int n) => n <= 20_000;

    /// <summary>Fills an address of a record, of some whole, of some in part.</summary>
    public static void Fill(Row row, string kind, int n, Culture culture)
    {
        var draw = Draw.Of(n, Drawn.SalesforcePlace, 1000);
        row[kind + "Country"] = culture.CountryInEnglish;
        if (draw % 5 == 0) return;
        row[kind + "Street"] = $"{Streets[draw % Streets.Length]} {(draw % 180) + 1}" + (draw % 11 == 0 ? "\nAchterhuis" : "");
        row[kind + "City"] = Towns[draw / 7 % Towns.Length];
        row[kind + "PostalCode"] = (1000 + (draw * 8)).ToString(CultureInfo.InvariantCulture) + " AB";
        if (draw % 6 != 0 || !HasRare(n)) return;
        row[kind + "Latitude"] = 51.5m + (draw / 1024m);
        row[kind + "Longitude"] = 4.25m + (draw / 512m);
        row[kind + "GeocodeAccuracy"] = "Street";
    }
}
