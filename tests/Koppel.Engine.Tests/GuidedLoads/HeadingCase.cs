using Koppel.Engine.GuidedLoads;

namespace Koppel.Engine.Tests.GuidedLoads;

/// <summary>A column as it stands in somebody's file, and what it is.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Use">What it is.</param>
/// <param name="Target">The field or tag; null for none.</param>
/// <param name="Values">Its values.</param>
internal sealed record HeadingCase(string Heading, ColumnUse Use, string? Target, params string?[] Values)
{
    static readonly string[] s_mails = ["ann@a.example", "bob@b.example", "cees@c.example", "dora@d.example", "eva@e.example"];
    static readonly string[] s_days = ["31-01-1980", "01-02-1990", "15-03-1975", "28-02-1969", "12-12-2001"];
    static readonly string[] s_first = ["Anna", "Bram", "Chloé", "Daan", "Elif"];
    static readonly string[] s_last = ["Bakker", "de Groot", "Jansen", "Mulder", "O'Neil"];
    static readonly string[] s_phones = ["+31 6 12345678", "020-1234567", "0031612345678", "+32 475 12 34 56", "06 87654321"];
    static readonly string[] s_numbers = ["1001", "1002", "1003", "1004", "1005"];
    static readonly string[] s_firms = ["Windmill Paper", "Northwind Bikes", "Acme", "Bakkerij Jansen", "Kaas en Co"];
    static readonly string[] s_yes = ["ja", "nee", "ja", "nee", "nee"];
    static readonly string[] s_towns = ["Breda", "Utrecht", "Gent", "Leiden", "Zwolle"];
    static readonly string[] s_notes = ["called twice, was out", "wants a brochure!", "see mail of 3/4", "x", "asks for price: 40?"];

    /// <summary>The account's names in this test.</summary>
    public static TargetNames Names { get; } = new()
    {
        Fields =
        [
            new("firstName", "firstName", "VARCHAR"), new("lastName", "lastName", "VARCHAR"), new("phone", "phone", "VARCHAR"),
            new("KLEUR", "Kleur", "VARCHAR") { Options = ["Rood", "Groen", "Blauw"] }, new("GEBOORTEDATUM", "Geboortedatum", "DATE"),
            new("KLANTNUMMER", "Klantnummer", "VARCHAR"), new("TAAL", "Taal", "VARCHAR") { Options = ["nl", "de", "en"] },
            new("INTERESSES", "Interesses", "VARCHAR[]") { Options = ["Techniek", "Opleiding", "Gereedschap"] },
            new("OPMERKING", "Opmerking", "VARCHAR"), new("CITY", "City", "VARCHAR"), new("JOB_TITLE", "Job title", "VARCHAR"),
            new("OMZET", "Omzet", "DOUBLE"),
        ],
        Tags = ["VIP", "Customer", "Prospect", "Newsletter", "Beurs 2025"],
        Lists = ["Nieuws", "Acties"],
        Accounts = ["Windmill Paper", "Northwind Bikes", "Acme"],
    };

    /// <summary>Columns of English files.</summary>
    public static IReadOnlyList<HeadingCase> English { get; } =
    [
        new("E-mail", ColumnUse.Key, null, s_mails), new("Email Address", ColumnUse.Key, null, s_mails),
        new("EMAIL", ColumnUse.Key, null, "ann@a.example", "bob at b", null, "dora@d.example", "eva@e.example"),
        new("contact", ColumnUse.Key, null, s_mails), new("e mail addres", ColumnUse.Key, null, s_mails),
        new("First Name", ColumnUse.Field, "firstName", s_first), new("first_name", ColumnUse.Field, "firstName", s_first),
        new("Surname", ColumnUse.Field, "lastName", s_last), new("Last name", ColumnUse.Field, "lastName", s_last),
        new("Frist name", ColumnUse.Field, "firstName", s_first), new("Phone", ColumnUse.Field, "phone", s_phones),
        new("Mobile phone", ColumnUse.Field, "phone", s_phones), new("Contact 2", ColumnUse.Field, "phone", s_phones),
        new("Full name", ColumnUse.Ignore, null, "Anna Bakker", "Bram de Groot", "C. Jansen", "Daan Mulder", "Elif O'Neil"),
        new("Date of birth", ColumnUse.Field, "GEBOORTEDATUM", s_days), new("Birthday", ColumnUse.Field, "GEBOORTEDATUM", s_days),
        new("Customer number", ColumnUse.Field, "KLANTNUMMER", s_numbers), new("Language", ColumnUse.Field, "TAAL", "nl", "en", "nl", "de"),
        new("Colour", ColumnUse.Field, "KLEUR", "Rood", "Groen", "Rood", "Blauw"), new("City", ColumnUse.Field, "CITY", s_towns),
        new("Town", ColumnUse.Field, "CITY", s_towns), new("Job Title", ColumnUse.Field, "JOB_TITLE", "Baker", "Nurse", "Clerk", "Cook"),
        new("Remarks", ColumnUse.Field, "OPMERKING", s_notes), new("Company", ColumnUse.Account, null, s_firms),
        new("Organisation name", ColumnUse.Account, null, s_firms), new("Tag", ColumnUse.Tag, null, "VIP", "Fair", "VIP", "Fair"),
        new("Tags", ColumnUse.Tags, null, "VIP, Fair", "Fair", "VIP", "Boats, VIP"),
        new("Labels", ColumnUse.Tags, null, "A; B", "B", "A", "A; C"),
        new("Interests", ColumnUse.Tags, null, "Caravans, Tents", "Tents", "Boats, Tents", "Caravans", "Tents"),
        new("Status", ColumnUse.Tag, null, "Customer", "Prospect", "Customer", "Prospect", "Customer"),
        new("VIP", ColumnUse.TagIf, "VIP", "yes", "no", "no", "yes"),
        new("Came to the fair", ColumnUse.TagIf, "Came to the fair", "x", null, "x"),
        new("Unsubscribed", ColumnUse.Ignore, null, "yes", "no", "no"),
        new("Mailing list", ColumnUse.List, null, "Nieuws", "Acties", "Nieuws"),
        new("Row id", ColumnUse.Ignore, null, s_numbers), new("Created at", ColumnUse.Ignore, null, s_days),
        new("Second e-mail", ColumnUse.Ignore, null, s_mails), new("Empty one", ColumnUse.Ignore, null, null, null, null),
        new("Score", ColumnUse.Ignore, null, "0.5", "12.25", "3"), new("Street", ColumnUse.Ignore, null, "Dorpsstraat 1", "Kade 12", "A 3"),
    ];

    /// <summary>Columns of Dutch files.</summary>
    public static IReadOnlyList<HeadingCase> Dutch { get; } =
    [
        new("E-mailadres", ColumnUse.Key, null, s_mails), new("emailadress", ColumnUse.Key, null, s_mails),
        new("Mail", ColumnUse.Key, null, s_mails), new("Voornaam", ColumnUse.Field, "firstName", s_first),
        new("Roepnaam", ColumnUse.Field, "firstName", s_first), new("Achternaam", ColumnUse.Field, "lastName", s_last),
        new("achternm", ColumnUse.Ignore, null, "12", "13", "14"), new("Telefoonnummer", ColumnUse.Field, "phone", s_phones),
        new("Telefoon (mobiel)", ColumnUse.Field, "phone", s_phones), new("Geboortedatum", ColumnUse.Field, "GEBOORTEDATUM", s_days),
        new("geb. datum", ColumnUse.Ignore, null, s_days), new("Klantnr", ColumnUse.Field, "KLANTNUMMER", s_numbers),
        new("Klantnummer", ColumnUse.Field, "KLANTNUMMER", s_numbers), new("Taal", ColumnUse.Field, "TAAL", "nl", "nl", "en"),
        new("Favoriete kleur", ColumnUse.Field, "KLEUR", "Rood", "Blauw", "Rood"), new("Woonplaats", ColumnUse.Field, "CITY", s_towns),
        new("Opmerkingen", ColumnUse.Field, "OPMERKING", s_notes), new("Functie", ColumnUse.Field, "JOB_TITLE", "Bakker", "Kok", "Arts"),
        new("Omzet", ColumnUse.Field, "OMZET", "1200", "0", "15"), new("Bedrijf", ColumnUse.Account, null, s_firms),
        new("Bedrijfsnaam", ColumnUse.Account, null, s_firms), new("Firma", ColumnUse.Account, null, s_firms),
        new("Interesses", ColumnUse.Tags, null, "Caravans, Tenten", "Tenten", "Boten, Tenten", "Caravans", "Tenten"),
        new("Interesses", ColumnUse.Field, "INTERESSES", "Techniek, Opleiding", "Opleiding", "Gereedschap, Techniek"),
        new("Labels", ColumnUse.Tags, null, "VIP", "VIP, Beurs 2025", "Beurs 2025"),
        new("Soort", ColumnUse.Tag, null, "Customer", "Prospect", "VIP"),
        new("Nieuwsbrief", ColumnUse.TagIf, "Nieuwsbrief", s_yes), new("Beurs 2025", ColumnUse.TagIf, "Beurs 2025", "1", "0", "0"),
        new("Uitgeschreven", ColumnUse.Ignore, null, s_yes), new("Lijst", ColumnUse.List, null, "Nieuws", "Acties", "Nieuws"),
        new("Postcode", ColumnUse.Ignore, null, "4811 AB", "3511 CD", "9000 XY"),
        new("Naam", ColumnUse.Ignore, null, "A. Bakker", "B. Groot", "C. Jan"),
        new("Datum aanmaak", ColumnUse.Ignore, null, s_days), new("Kolom1", ColumnUse.Ignore, null, "a1", "b2", "c3"),
        new("Kleur", ColumnUse.Ignore, null, "hout", "steen", "ijzer"), new("BTW-nummer", ColumnUse.Ignore, null, "NL1", "NL2", "NL3"),
    ];

    /// <summary>What was seen in it.</summary>
    public ColumnFacts Facts()
    {
        var counter = new ColumnCounter(Heading, "VARCHAR");
        for (var i = 0; i < Values.Length; i++) counter.Add(i + 2, Values[i], isRowEmpty: false);
        return counter.Finish();
    }
}
