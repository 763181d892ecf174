using Koppel.Engine.GuidedLoads;

namespace Koppel.Engine.Tests.GuidedLoads;

/// <summary>
/// Headings that were written down before they were tried, abbreviated and mixed as in real files: the words of the proposer were not made
/// for them.
/// </summary>
internal static class HardHeadings
{
    static readonly string[] s_mails = ["ann@a.example", "bob@b.example", "cees@c.example", "dora@d.example"];
    static readonly string[] s_days = ["31-01-1980", "01-02-1990", "15-03-1975", "28-02-1969"];
    static readonly string[] s_first = ["Anna", "Bram", "Chloé", "Daan"];
    static readonly string[] s_last = ["Bakker", "de Groot", "Jansen", "Mulder"];
    static readonly string[] s_phones = ["+31 6 12345678", "020-1234567", "0031612345678", "+32 475 12 34 56"];
    static readonly string[] s_numbers = ["1001", "1002", "1003", "1004"];
    static readonly string[] s_firms = ["Tulip Foods", "Northsea Ferries", "Bakkerij Jansen", "Kaas en Co"];
    static readonly string[] s_towns = ["Breda", "Utrecht", "Gent", "Leiden"];
    static readonly string[] s_yes = ["yes", "no", "yes", "no"];
    static readonly string[] s_topics = ["Boats, Tents", "Tents", "Boats, Caravans", "Tents", "Boats"];
    static readonly string[] s_groups = ["North", "South", "North", "South", "North", "South"];
    static readonly string[] s_notes = ["called twice, was out", "wants a brochure!", "see mail of 3/4", "asks for price: 40?"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HeadingCase> All { get; } =
    [
        new("Email (work)", ColumnUse.Key, null, s_mails), new("Contact email", ColumnUse.Key, null, s_mails),
        new("Given names", ColumnUse.Field, "firstName", s_first), new("Name (first)", ColumnUse.Field, "firstName", s_first),
        new("Name (last)", ColumnUse.Field, "lastName", s_last), new("Tel.", ColumnUse.Field, "phone", s_phones),
        new("Phone no.", ColumnUse.Field, "phone", s_phones), new("D.O.B.", ColumnUse.Field, "GEBOORTEDATUM", s_days),
        new("Cust. no.", ColumnUse.Field, "KLANTNUMMER", s_numbers), new("Company / organisation", ColumnUse.Account, null, s_firms),
        new("Employer", ColumnUse.Account, null, s_firms), new("Segments", ColumnUse.Tags, null, s_topics),
        new("Topics", ColumnUse.Tags, null, s_topics), new("Group", ColumnUse.Tag, null, s_groups),
        new("Opted in", ColumnUse.TagIf, "Opted in", s_yes), new("Attended 2025", ColumnUse.TagIf, "Attended 2025", s_yes),
        new("Notes for sales", ColumnUse.Field, "OPMERKING", s_notes), new("Preferred language", ColumnUse.Field, "TAAL", "nl", "en", "nl"),
        new("Town/City", ColumnUse.Field, "CITY", s_towns), new("Position", ColumnUse.Field, "JOB_TITLE", "Baker", "Nurse", "Clerk"),
        new("Web address", ColumnUse.Ignore, null, "https://a.example", "https://b.example"), new("ID", ColumnUse.Ignore, null, s_numbers),
        new("Last contacted", ColumnUse.Ignore, null, s_days), new("Account manager", ColumnUse.Ignore, null, s_last),
        new("E-mail adres", ColumnUse.Key, null, s_mails), new("E-mail (privé)", ColumnUse.Key, null, s_mails),
        new("Voorn.", ColumnUse.Field, "firstName", s_first), new("Achternaam deelnemer", ColumnUse.Field, "lastName", s_last),
        new("Naam bedrijf", ColumnUse.Account, null, s_firms), new("Mob. nr.", ColumnUse.Field, "phone", s_phones),
        new("06-nummer", ColumnUse.Field, "phone", s_phones), new("Geb.dat", ColumnUse.Field, "GEBOORTEDATUM", s_days),
        new("Klant nr.", ColumnUse.Field, "KLANTNUMMER", s_numbers),
        new("Functie / rol", ColumnUse.Field, "JOB_TITLE", "Kok", "Arts", "Bakker"),
        new("Plaats", ColumnUse.Field, "CITY", s_towns), new("Taalvoorkeur", ColumnUse.Field, "TAAL", "nl", "en", "nl"),
        new("Onderwerpen", ColumnUse.Tags, null, s_topics), new("Groep", ColumnUse.Tag, null, s_groups),
        new("Lid", ColumnUse.TagIf, "Lid", s_yes), new("Afgemeld?", ColumnUse.Ignore, null, s_yes),
        new("Opm.", ColumnUse.Field, "OPMERKING", s_notes), new("Straat en huisnr", ColumnUse.Ignore, null, "Kade 12", "Dorpsstraat 3"),
        new("Contactpersoon", ColumnUse.Ignore, null, "Anna Bakker", "Bram de Groot", "Chloé Jansen"),
        new("Datum inschrijving", ColumnUse.Ignore, null, s_days), new("Bron", ColumnUse.Ignore, null, "web", "beurs", "mail"),
    ];
}
