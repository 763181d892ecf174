namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>
/// The clock of the user of the API, who is in Amsterdam: an hour before GMT, two from the last Sunday of March to that of October. Days
/// that a query names from today on are days of that clock.
/// </summary>
internal static class UserTime
{
    public static DateTime Of(DateTime utc) => utc.AddHours(utc >= Change(utc.Year, 3) && utc < Change(utc.Year, 10) ? 2 : 1);

    // Everybody in the European Union changes the clock at one in the morning, GMT.
    static DateTime Change(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
