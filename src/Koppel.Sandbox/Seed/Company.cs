namespace Koppel.Sandbox.Seed;

/// <summary>
/// An invented company. Every sixty contacts bring three of them, so that a small sandbox has a few and a large one thousands.
/// </summary>
/// <param name="Name">Its name; no two have the same.</param>
/// <param name="Url">Its web address.</param>
/// <param name="Branch">The tag of its branch.</param>
internal readonly record struct Company(string Name, string Url, string Branch)
{
    const int Contacts = 60;
    const int Companies = 3;

    // {0} is a family, and each pattern has its branch.
    static readonly (string Pattern, string Branch)[] Patterns =
    [
        ("Garage {0}", "Autotechniek"), ("Bakkerij {0}", "Bakkerij"), ("{0} Installatietechniek", "Installatietechniek"),
        ("Bouwbedrijf {0} BV", "Bouw"), ("Carrosserie {0}", "Carrosserie"),
        ("Restaurant De {0}", "Horeca"), ("{0} Transport", "Transport"), ("Schildersbedrijf {0} en Zonen", "Schilderwerk"),
        ("Zorggroep {0}", "Zorg"), ("Autobedrijf {0}", "Autotechniek"),
        ("{0} & Partners Accountants", "Accountancy"), ("Kwekerij {0}", "Tuin en landschap"), ("Drukkerij {0}", "Drukwerk"),
        ("{0} Metaal BV", "Metaalbewerking"), ("Kapsalon {0}", "Kapsalon"),
        ("{0} Fietsen", "Detailhandel"), ("Academie {0}", "Onderwijs"), ("Autoschade {0}", "Carrosserie"), ("Café {0}", "Horeca"),
        ("{0} Hoveniers", "Tuin en landschap"),
    ];

    static readonly string[] Families =
    [
        "Jansen", "De Vries", "Van den Berg", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Dekker", "Brouwer", "Dijkstra",
        "Müller", "Kuipers", "Postma", "Schäfer", "Hoekstra", "Peeters",
        "Verhoeven", "Timmermans", "Huisman", "Prins", "Blom", "Van der Meer", "Schipper", "Lefèvre", "Molenaar", "Zijlstra", "Yılmaz",
        "Van Leeuwen", "O’Neill",
    ];

    static readonly string[] Towns =
    [
        "", "Utrecht", "Zwolle", "Gent", "Breda", "Leeuwarden", "Köln", "Arnhem", "’s-Hertogenbosch", "Assen", "Antwerpen", "Deventer",
        "Enschede", "Goes", "Maastricht", "Alkmaar", "Münster", "Dokkum",
        "Hasselt", "Tilburg", "Venlo", "Apeldoorn", "Leuven", "Hoorn", "Emmen", "Middelburg", "Roermond", "Zutphen", "Brugge", "Gouda",
        "Aachen", "Meppel", "Sneek", "Veenendaal", "Wageningen", "Kampen", "Tiel",
    ];

    /// <summary>The company of the n-th contact; null when it has none.</summary>
    public static Company? Of(int n) =>
        n > 1 && Draw.Has(n, Drawn.HasCompany, 55) ? Numbered(((n / Contacts) * Companies) + Draw.Of(n, Drawn.Company, Companies)) : null;

    static Company Numbered(int number)
    {
        var (pattern, rest) = (number % Patterns.Length, number / Patterns.Length);
        var family = Families[(rest + (pattern * 7)) % Families.Length];
        var place = rest / Families.Length;
        var (town, again) = (Towns[place % Towns.Length], place / Towns.Length);
        var name = string.Format(System.Globalization.CultureInfo.InvariantCulture, Patterns[pattern].Pattern, family)
            + (town.Length > 0 ? " " + town : "") + (again > 0 ? $" {again + 1}" : "");
        return new(name, $"https://{string.Join('-', name.Split(' ').Select(Letters.Plain).Where(word => word.Length > 0))}.example.com",
            Patterns[pattern].Branch);
    }
}
