namespace Koppel.Sandbox;

/// <summary>
/// The invented people that a sandbox begins with. Contact n is the same in every sandbox, however many there are, so that tests and
/// examples can name contacts without asking.
/// </summary>
public static class SeedData
{
    static readonly string[] FirstNames =
    [
        "Anna", "Bram", "Chloé", "Daan", "Elif", "Finn", "Greta", "Hugo", "Inés", "Jonas", "Kira", "Lars", "Mila", "Noah", "Olga", "Pieter",
        "Quinn", "Rosa", "Søren", "Tess", "Umar", "Vera", "Wim", "Xenia", "Yara", "Zoë", "Marek",
    ];

    static readonly string[] LastNames =
    [
        "Adler", "Bakker", "Costa", "Dekker", "Eriksen", "Fischer", "García", "Hansen", "Ivanova", "Jansen", "Kowalski", "Lindqvist", "Meyer",
        "Novak", "O'Neill", "Peeters", "Quist", "Rossi", "Smit", "Tamm", "Ueda", "Visser", "Wagner", "Xu", "Yılmaz", "Zimmermann", "Brandt",
        "Larsen", "de Vries", "van den Berg", "Müller",
    ];

    static readonly string[] Domains = ["example.com", "example.org", "example.net", "mail.example.com", "shop.example.org"];

    /// <summary>The tag that is always there and that no contact has at the start.</summary>
    internal const string FreeTag = "Test";

    /// <summary>The tags that some contacts have.</summary>
    internal static readonly string[] TagNames =
    [
        "Customer", "Prospect", "Newsletter", "Webinar 2025", "Webinar 2026", "Trade fair", "VIP", "Partner", "Supplier", "Press", "Trial",
        "Churned", "Renewal due", "Invoice by mail", "Dutch", "German", "Café", "Enterprise", "Small business", "Do not call",
    ];

    /// <summary>The accounts that are there, none of them with contacts.</summary>
    internal static readonly string[] AccountNames =
    [
        "Northwind Bikes", "Bakkerij De Halm", "Müller & Söhne", "Harbour Logistics", "O'Neill Roofing", "Café Zwölf", "Lindqvist Möbler", "Blue Kite Studio",
    ];

    /// <summary>The moment at which the first contact was made, UTC; each next one a minute and a half later.</summary>
    internal static readonly DateTime Begin = new(2024, 1, 8, 15, 0, 0, DateTimeKind.Utc);

    /// <summary>The mail address of the n-th contact, counted from 1; the first is always john.doe@acme.com.</summary>
    public static string EmailOf(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return n == 1 ? "john.doe@acme.com" : $"{Ascii(FirstNames[n % FirstNames.Length])}.{Ascii(LastNames[n % LastNames.Length])}.{n}@{Domains[n % Domains.Length]}";
    }

    internal static string FirstNameOf(int n) => n == 1 ? "John" : FirstNames[n % FirstNames.Length];

    internal static string LastNameOf(int n) => n == 1 ? "Doe" : LastNames[n % LastNames.Length];

    // Numbers that the telephone plan keeps free for invented people.
    internal static string PhoneOf(int n) => n % 3 == 0 ? "" : $"+1-202-555-{100 + (n % 100):0000}";

    internal static DateTime CreatedAt(int n) => Begin.AddSeconds(90L * (n % 700_000));

    /// <summary>Which of <see cref="TagNames"/> the n-th contact has: John none, the others none to four.</summary>
    internal static IEnumerable<int> TagsOf(int n)
    {
        if (n == 1) yield break;
        var count = (n * 7) % 5;
        for (var k = 0; k < count; k++) yield return ((n % 17) + (k * 6)) % TagNames.Length;
    }

    static string Ascii(string name) => string.Concat(name.ToLowerInvariant().Select(letter => letter switch
    {
        'é' => "e",
        'ë' => "e",
        'í' => "i",
        'ı' => "i",
        'ø' => "o",
        'ü' => "u",
        ' ' or '\'' => "",
        _ => letter.ToString(),
    }));
}
