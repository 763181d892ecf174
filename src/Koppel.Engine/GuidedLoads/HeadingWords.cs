using System.Globalization;
using System.Text;

namespace Koppel.Engine.GuidedLoads;

/// <summary>What headings of columns mean, in English, Dutch and German: words that stand for the same thing.</summary>
internal static class HeadingWords
{
    /// <summary>Words for a thing that is no field.</summary>
    public const string Email = "email", FirstName = "firstname", LastName = "lastname", FullName = "name", Phone = "phone", Tag = "tag",
        Tags = "tags", List = "list", Account = "account", OptOut = "optout";

    /// <summary>Each line is one thing; its first word stands for all of them.</summary>
    static readonly string[] s_lines =
    [
        "email emailaddress emailadres emailadresse mail mailadres mailaddress mailadresse eaddress contactemail emailcontact "
            + "primaryemail workemail emailwork werkemail emailwerk emailzakelijk privateemail emailprive kontaktemail useremailaddress",
        "firstname first givenname forename voornaam vorname roepnaam fname voornamen",
        "lastname last surname familyname achternaam familienaam nachname lname zuname",
        "name fullname naam volledigenaam contactname contactnaam contactpersoon kontaktname vollername klantnaam",
        "phone phonenumber phoneno telephone telephonenumber tel telno telnr telefoon telefoonnummer telefoonnr telefon telefonnummer "
            + "mobile mobilephone mobilenumber mobiel mobielnummer mobieletelefoon gsm gsmnummer handy handynummer cell cellphone",
        "tag label etiket schlagwort contacttag",
        "tags labels etiketten schlagworte keywords trefwoorden contacttags interests interesses interessen categories categorieen "
            + "kenmerken interessegebieden areasofinterest",
        "list mailinglist listname lijst mailinglijst lijstnaam verzendlijst verteiler liste lists lijsten mailinglists",
        "account accountname company companyname bedrijf bedrijfsnaam organisation organization organisatie organisationname "
            + "organizationname organisatienaam firma firmanaam firmenname unternehmen employer werkgever onderneming business",
        "optout optedout unsubscribed unsubscribe uitgeschreven afgemeld uitschrijving abgemeldet bounced donotmail donotcontact "
            + "nietmailen geenmail emailoptout hasoptedoutofemail nomail",
        "birthdate birthday dateofbirth dob geboortedatum verjaardag geboren geburtsdatum geburtstag",
        "gender sex geslacht geschlecht",
        "street address addressline address1 straat straatnaam adres adresregel strasse adresse anschrift",
        "housenumber huisnummer hausnummer huisnr",
        "city town place plaats woonplaats stad ort stadt plaatsnaam",
        "zip zipcode postalcode postcode plz postleitzahl",
        "country land countryname landnaam landname",
        "province state region provincie regio bundesland",
        "language taal sprache lang preferredlanguage voorkeurstaal",
        "customernumber customerno customernr customerid klantnummer klantnr klantid relatienummer debiteurnummer kundennummer kundennr "
            + "clientnumber clientid",
        "colour color kleur farbe favouritecolour favoritecolor lievelingskleur favorietekleur",
        "remark remarks comment comments note notes opmerking opmerkingen notitie notities bemerkung anmerkung notiz",
        "interests interest interesses interesse interessen hobbies",
        "jobtitle job functie functietitel position beroep funktion beruf role rol",
        "website url site homepage webseite webadres",
        "salutation aanhef anrede", "initials voorletters initialen", "infix tussenvoegsel tussenvoegsels middlename",
        "revenue turnover omzet umsatz", "source bron herkomst quelle",
    ];

    static readonly ILookup<string, int> s_things = s_lines.SelectMany((line, i) => line.Split(' ').Select(w => (Word: w, Thing: i)))
        .ToLookup(w => w.Word, w => w.Thing);

    /// <summary>A heading as a word: small letters and digits, without accents.</summary>
    public static string Fold(string heading)
    {
        var word = new StringBuilder();
        foreach (var c in new string([.. heading.Where(c => !char.IsSurrogate(c))]).Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c)) word.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        return word.ToString();
    }

    /// <summary>Whether a folded heading means a thing, by the word that stands for it.</summary>
    public static bool Means(string folded, string thing) => s_things[folded].Any(t => IsOf(s_lines[t], thing));

    /// <summary>Whether two folded headings mean the same.</summary>
    public static bool AreSame(string one, string other) => one == other || s_things[one].Intersect(s_things[other]).Any();

    /// <summary>All words that mean a thing.</summary>
    public static IEnumerable<string> Of(string thing) => s_lines.First(l => IsOf(l, thing)).Split(' ');

    static bool IsOf(string line, string thing) => line.StartsWith($"{thing} ", StringComparison.Ordinal);
}
