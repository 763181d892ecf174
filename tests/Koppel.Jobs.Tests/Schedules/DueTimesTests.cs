using Koppel.Jobs.Schedules;
using Koppel.Jobs.Tests.Testing;

namespace Koppel.Jobs.Tests.Schedules;

/// <summary>When jobs are due, held against a calculation of another kind over whole years.</summary>
public sealed class DueTimesTests
{
    static readonly DateTimeOffset s_begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), s_end = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An hour forward and back, twice; half an hour; and none.</summary>
    public static TheoryData<string> Zones => ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];

    [Theory, MemberData(nameof(Zones))]
    public void Every_schedule_is_due_over_a_year_when_the_clock_on_the_wall_says_so(string name)
    {
        var zone = Zone(name);
        foreach (var (words, isDue, namesHours) in Wall.Schedules)
        {
            var expected = Wall.DueTimes(isDue, namesHours, zone, s_begin, s_end);
            Assert.Equal(expected, Wall.Parse(words).Between(zone, s_begin, s_end));
            Assert.NotEmpty(expected);
        }
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "every day at 02:30", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    [InlineData("Europe/Amsterdam", "every day at 02:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("America/New_York", "every day at 02:00", "2026-03-07T12:00Z", "2026-03-08T07:00Z", "2026-03-09T06:00Z")]
    [InlineData("Australia/Lord_Howe", "every day at 02:10", "2026-10-03T04:00Z", "2026-10-03T15:30Z", "2026-10-04T15:10Z")]
    [InlineData("Europe/Amsterdam", "every hour at :15", "2026-10-25T00:00Z", "2026-10-25T00:15Z", "2026-10-25T01:15Z")]
    [InlineData("UTC", "cron 0 0 29 2 *", "2026-01-01T00:00Z", "2028-02-29T00:00Z", "2032-02-29T00:00Z")]
    public void An_hour_that_is_not_there_is_due_once_behind_it_and_one_that_comes_twice_once(
        string zone, string words, string after, string first, string second)
    {
        var due = Wall.Parse(words).Next(Zone(zone), At(after));
        Assert.Equal(At(first), due);
        Assert.Equal(At(second), Wall.Parse(words).Next(Zone(zone), due!.Value));
    }

    [Theory]
    [InlineData("every minute", "every minute")]
    [InlineData("Every  15 MINUTES", "every 15 minutes")]
    [InlineData("elke 15 minuten", "every 15 minutes")]
    [InlineData("every hour", "every hour at :00")]
    [InlineData("elk uur om :15", "every hour at :15")]
    [InlineData("every 2 hours at :05", "every 2 hours at :05")]
    [InlineData("every day at 2:00", "every day at 02:00")]
    [InlineData("elke dag om 02:00 en 14:00", "every day at 02:00 and 14:00")]
    [InlineData("elke werkdag om 07:30", "every weekday at 07:30")]
    [InlineData("every thursday, monday at 07:30", "every Monday and Thursday at 07:30")]
    [InlineData("elke maandag en donderdag om 07:30", "every Monday and Thursday at 07:30")]
    [InlineData("on the first day of the month at 06:00", "first day of the month at 06:00")]
    [InlineData("de laatste dag van de maand om 06:00", "last day of the month at 06:00")]
    [InlineData("op de 15e dag van de maand om 06:00", "15th day of the month at 06:00")]
    [InlineData("every 2nd day of the month at 06:00", "2nd day of the month at 06:00")]
    [InlineData("cron 30 2 * * 1-5", "cron 30 2 * * 1-5")]
    public void Words_are_told_back_as_they_were_understood_and_understood_again(string words, string told)
    {
        Assert.Equal(told, Wall.Parse(words).Text);
        Assert.Equal(told, Wall.Parse(told).Text);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("every 7 minutes", "7 minutes do not fill an hour")]
    [InlineData("every 5 hours", "5 hours do not fill a day")]
    [InlineData("every day", "it does not say at what time")]
    [InlineData("every day at 25:00", "'25:00' is no time of the day")]
    [InlineData("every Mondey at 07:00", "'mondey' is not understood")]
    [InlineData("every Monday and at 07:00", "behind 'and' stands no day of the week")]
    [InlineData("every day at 02:00 twice", "'twice' is more than is understood")]
    [InlineData("every day at 01:15 and 02:30", "its times differ in hours and in minutes")]
    [InlineData("40th day of the month at 06:00", "'40th' is not understood")]
    [InlineData("cron 1 2 3", "it has 3 fields")]
    [InlineData("cron 0 0 30 2 *", "no such day ever comes")]
    [InlineData("cron 61 * * * *", "'61' is no minute: it goes from 0 to 59")]
    [InlineData("cron 0 0 * * MONDAY", "'MONDAY' is no day of the week")]
    public void What_is_not_understood_is_refused_with_what_to_write(string words, string why)
    {
        var fault = Assert.Throws<ScheduleException>(() => Wall.Parse(words));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Write it as", fault.Message, StringComparison.Ordinal);
    }

    static TimeZoneInfo Zone(string name)
    {
        Needs.Machine(TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone), "This machine has no time zone data.");
        return zone!;
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
