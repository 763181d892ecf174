using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox;

/// <summary>
/// The invented people that a sandbox begins with. Contact n is the same in every sandbox, however many there are, so that tests and
/// examples can name contacts without asking.
/// </summary>
public static class SeedData
{
    /// <summary>The tag that is always there and that no contact has at the start.</summary>
    internal const string FreeTag = "Test";

    /// <summary>The first accounts, none of them with contacts.</summary>
    internal static readonly string[] AccountNames =
    [
        "Northwind Bikes", "Bakkerij De Halm", "Müller & Söhne", "Harbour Logistics", "O'Neill Roofing", "Café Zwölf", "Lindqvist Möbler",
        "Blue Kite Studio",
    ];

    /// <summary>The moment at which the first contact was made, UTC; each next one a minute and a half later.</summary>
    internal static readonly DateTime Begin = new(2024, 1, 8, 15, 0, 0, DateTimeKind.Utc);

    /// <summary>The mail address of the n-th contact, counted from 1; the first is always john.doe@acme.com.</summary>
    public static string EmailOf(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return Person.Of(n).Email(n);
    }

    internal static DateTime CreatedAt(int n) => Begin.AddSeconds(90L * (n % 700_000));
}
