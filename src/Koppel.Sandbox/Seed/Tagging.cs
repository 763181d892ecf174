namespace Koppel.Sandbox.Seed;

/// <summary>The tags that are there, and who has which.</summary>
internal static class Tagging
{
    /// <summary>The contact who has collected sixty tags.</summary>
    const int Collector = 42;
    const int Collected = 60;

    /// <summary>The demo shows the first dozen: they have none of the odd tags.</summary>
    const int Shown = 12;

    static readonly string[] Stages = ["Customer", "Prospect", "Trial", "Churned"];
    static readonly string[] Events = ["Webinar 2025", "Webinar 2026", "Trade fair"];

    /// <summary>The tags of a plain sandbox are the first so many.</summary>
    public const int Plain = 20;

    /// <summary>The tags in the order of their ids, which go on after that of <see cref="SeedData.FreeTag"/>.</summary>
    public static readonly string[] Names =
    [
        "Customer", "Prospect", "Newsletter", "Webinar 2025", "Webinar 2026", "Trade fair", "VIP", "Partner", "Supplier", "Press", "Trial",
        "Churned", "Renewal due", "Invoice by mail", "Dutch", "German", "Café", "Enterprise", "Small business", "Do not call",
        "Autotechniek", "Carrosserie", "Bakkerij", "Horeca", "Zorg", "Onderwijs", "Bouw", "Installatietechniek", "Transport",
        "Schilderwerk", "Tuin en landschap", "Kapsalon",
        "Detailhandel", "Metaalbewerking", "Drukwerk", "Accountancy",
        "Interesse: opleiding", "Interesse: gereedschap", "Interesse: verzekering", "Interesse: financiering", "Bron: website",
        "Bron: beurs", "Bron: telefoon", "Bron: partner",
        "Brochure aangevraagd", "Demo gehad", "Offerte verstuurd", "Offerte getekend", "Klant sinds 2023", "Klant sinds 2024",
        "Klant sinds 2025", "Enquête 2025", "Enquête 2026",
        "Nieuwsbrief: techniek", "Nieuwsbrief: acties", "Betaalt laat", "Retour 2025", "Überzeugt", "50% korting", "Kerst 🎁",
        "<b>geen opmaak</b>", "naïef, maar \"aardig\"",
        "Zeer lange tag, waarmee iemand ooit heeft willen bewaren hoe het gesprek op de beurs in Utrecht is verlopen", "Oud-collega",
    ];

    // What comes after the branches: one in eight has one of these.
    static readonly int OthersFrom = Array.IndexOf(Names, "Interesse: opleiding");

    static readonly Dictionary<string, int> Places = Names.Index().ToDictionary(tag => tag.Item, tag => tag.Index, StringComparer.Ordinal);

    /// <summary>Which of <see cref="Names"/> the n-th contact has: John none, the others about two.</summary>
    public static IEnumerable<int> Of(int n)
    {
        if (n == 1) return [];
        return n == Collector ? Enumerable.Range(0, Collected) : Named(n).Select(name => Places[name]).Concat(Others(n)).Distinct();
    }

    /// <summary>Whether the n-th contact is a customer.</summary>
    public static bool IsCustomer(int n) => n == Collector || StageOf(n) == "Customer";

    static IEnumerable<string> Named(int n)
    {
        if (StageOf(n) is { } stage) yield return stage;
        if (Draw.Has(n, Drawn.Newsletter, 35)) yield return "Newsletter";
        if (Culture.Of(n).Language is "nl" or "de" && Draw.Has(n, Drawn.LanguageTag, 40))
            yield return Culture.Of(n).Language == "nl" ? "Dutch" : "German";
        if (Company.Of(n) is { } company && Draw.Has(n, Drawn.BranchTag, 60)) yield return company.Branch;
        if (Draw.Has(n, Drawn.EventTag, 15)) yield return Events[Draw.Of(n, Drawn.Event, Events.Length)];
    }

    static IEnumerable<int> Others(int n)
    {
        if (Draw.Has(n, Drawn.OtherTag, 12))
        {
            if (n > Shown) yield return OthersFrom + Draw.Of(n, Drawn.Other, Names.Length - OthersFrom);
        }
        else if (Draw.Has(n, Drawn.OtherTag, 22)) yield return Draw.Of(n, Drawn.Other, Plain);
    }

    static string? StageOf(int n) =>
        Draw.Of(n, Drawn.Stage, 100) switch { 0 => null, <= 38 => Stages[0], <= 60 => Stages[1], <= 67 => Stages[2], <= 73 => Stages[3],
            _ => null };
}
