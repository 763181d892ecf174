using System.Globalization;

namespace Koppel.Sandbox.Seed;

/// <summary>An invented person: contact n is the same in every sandbox.</summary>
internal readonly record struct Person(string FirstName, string LastName, string Mailbox, string Domain, string Phone)
{
    static readonly string[] Domains = ["example.com", "example.org", "example.net", "mail.example.com", "shop.example.org"];

    // One text for all who have a number: a million contacts share a few hundred.
    static readonly Dictionary<string, string[]> Phones = [];

    /// <summary>Some whom a program is likely to stumble over, always the same.</summary>
    static readonly Dictionary<int, Person> Odd = new()
    {
        [1] = new("John", "Doe", "john.doe", "acme.com", "+1-202-555-0101"),
        [13] = new("", "", "info", "example.org", ""),
        [21] = new("Tess", "Groen", "tess.groen+nieuwsbrief", "example.com", ""),
        [34] = new("Jörg", "Weiß-Großmüller", "joerg.weiss-grossmueller", "mail.example.com", "+49-30-23125-034"),
        [42] = new("Mila", "Verhoeven", "mila.verhoeven", "example.net", "+1-202-555-0142"),
        [55] = new("Maria", "van Hohenstein-Ravensteijn tot Nijenrode en Warmelo, genaamd De Vos van Steenwijk tot Den Havixhorst-West",
            "maria.vanhohensteinravensteijn", "example.com", ""),
        [66] = new("Noor 🌷", "Postma", "noor.postma", "shop.example.org", "+1-202-555-0166"),
        [77] = new("PIETER", "VAN DER MEER", "pieter.vandermeer", "example.org", ""),
        [81] = new("Ελένη", "Παπαδοπούλου", "eleni.papadopoulou", "example.com", ""),
        [88] = new("陽子", "上田", "yoko.ueda", "example.net", ""),
        [93] = new("Ольга", "Иванова", "olga.ivanova", "mail.example.com", ""),
        [97] = new("ليلى", "حداد", "layla.haddad", "example.org", ""),
    };

    public string Email(int n) => n == 1 ? $"{Mailbox}@{Domain}" : string.Create(CultureInfo.InvariantCulture, $"{Mailbox}.{n}@{Domain}");

    public static Person Of(int n) => Odd.TryGetValue(n, out var odd) ? odd : Usual(n);

    static Person Usual(int n)
    {
        var culture = Culture.Of(n);
        var domain = Domains[Draw.Of(n, Drawn.Domain, Domains.Length)];
        // One in two hundred has told no name, one in a hundred and fifty sorts mail by a plus.
        if (n > 100 && n % 200 == 13) return new("", "", "info", domain, "");
        var first = culture.FirstNames[Draw.Of(n, Drawn.FirstName, culture.FirstNames.Length)];
        var last = culture.LastNames[Draw.Of(n, Drawn.LastName, culture.LastNames.Length)];
        var mailbox = $"{Letters.Plain(first)}.{Letters.Plain(last)}" + (n > 100 && n % 150 == 21 ? "+nieuwsbrief" : "");
        return new(first, last, mailbox, domain, Draw.Has(n, Drawn.HasPhone, 60) ? PhoneOf(culture, Draw.Of(n, Drawn.Phone, 100)) : "");
    }

    static string PhoneOf(Culture culture, int number)
    {
        lock (Phones)
        {
            if (!Phones.TryGetValue(culture.Phone, out var known))
                Phones.Add(culture.Phone, known = [.. Enumerable.Range(0, 100).Select(digits => $"{culture.Phone}{digits:00}")]);
            return known[number];
        }
    }
}
