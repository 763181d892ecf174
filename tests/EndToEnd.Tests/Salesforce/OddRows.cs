namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// Contacts, leads and companies with values that have broken programs before, written by the API itself and not by Koppel.
/// </summary>
internal static class OddRows
{
    /// <summary>Texts; several differ only in case or in what SQL and SOQL give a meaning.</summary>
    public static readonly string[] Texts =
    [
        "O'Brien", "o'brien", "O''Brien", "back\\slash", "back\\\\slash", "100% wol", "100X wol", "under_score", "underXscore",
        "\"quoted\"",
        "Ünïcode", "ünïcode", "straße", "STRASSE", "İstanbul", "istanbul", "日本語", "ab 😀 cd", "tab\tstop",
        "line\nbreak", "cr\rlf\r\n", "a;b", "N/A",
        "null", "NULL", "#N/A", "true", "ABC", "abc", "Abc", "ABCD", "'", "\\", "%", "_", "\\%", "\\_", "--", "/* x */", "a,b", "x+y&z=1#2",
        "ζητα Ζ", "1e6", "007", "-1", "é", "e\u0301", "bell\a",
    ];

    static readonly decimal?[] Scores = [0, -0.01m, 0.01m, 9999.99m, -9999.99m, 12.3m, null];

    static readonly string?[] Moments =
    [
        "2024-02-29T23:59:59.999Z", "2024-03-01T00:00:00.000Z", "2024-03-01T00:00:00.001Z", "1971-01-01T00:00:00Z",
        "2024-07-01T12:00:00+02:00",
        "2024-03-31T01:30:00Z", null,
    ];

    static readonly string?[] Days = ["2024-02-29", "1999-12-31", "2000-01-01", "1901-01-01", null];

    /// <summary>Writes them.</summary>
    public static async Task WriteAsync(TestOrg org)
    {
        await CreateAsync(org, Texts.Select((text, n) => new
        {
            attributes = new { type = "Contact" }, LastName = text, FirstName = Texts[^(n + 1)], Title = n % 3 == 0 ? null : text,
            Score__c = Scores[n % Scores.Length], Last_Seen__c = Moments[n % Moments.Length], Birthdate = Days[n % Days.Length],
            HasOptedOutOfEmail = n % 2 == 0, Call_At__c = n % 4 == 0 ? null : $"{n % 24:00}:30:15.250Z",
        }));
        await CreateAsync(org, Texts.Select((text, n) => new
        {
            attributes = new { type = "Lead" }, LastName = text, Company = Texts[(n + 7) % Texts.Length],
            NumberOfEmployees = n % 5 == 0 ? null : (int?)n,
            External_Id__c = text.Length > 1 && n % 2 == 0 ? $"{text}-{n}" : null, IsUnreadByOwner = n % 3 == 0,
        }));
        await CreateAsync(org, Texts.Select((text, n) => new
        {
            attributes = new { type = "Account" }, Name = text, AnnualRevenue = n % 4 == 0 ? null : (decimal?)((n * 1000m) - 3000),
            Discount__c = n % 3 == 0 ? null : (decimal?)(n / 4m), Interests__c = n % 2 == 0 ? "Tools;Finance" : null,
            NumberOfEmployees = n % 6 == 0 ? 0 : n,
        }));
    }

    static async Task CreateAsync(TestOrg org, IEnumerable<object> records)
    {
        foreach (var part in records.Chunk(100))
        {
            var answers = await org.CallAsync(HttpMethod.Post, "composite/sobjects", new { allOrNone = false, records = part });
            Assert.All(answers.EnumerateArray(), a => Assert.True(a.GetProperty("success").GetBoolean(), a.ToString()));
        }
    }
}
