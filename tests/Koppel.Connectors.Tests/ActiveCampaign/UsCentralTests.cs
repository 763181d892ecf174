using CsCheck;
using Koppel.Connectors.ActiveCampaign.Api;

namespace Koppel.Connectors.Tests.ActiveCampaign;

public sealed class UsCentralTests
{
    [Theory]
    [InlineData("2021-03-23 06:04:55", "2021-03-23 11:04:55"), InlineData("2021-01-23 06:04:55", "2021-01-23 12:04:55")]
    [InlineData("2021-03-23T13:30:49-05:00", "2021-03-23 18:30:49"), InlineData("2021-03-23T13:30:49Z", "2021-03-23 13:30:49")]
    public void A_time_of_Chicago_becomes_an_instant_whether_it_says_so_or_not(string text, string utc) =>
        Assert.Equal(utc, $"{UsCentral.Times.Read(text).UtcDateTime:yyyy-MM-dd HH:mm:ss}");

    [Theory]
    [InlineData("2026-03-08 01:59:59", "2026-03-08 07:59:59"), InlineData("2026-03-08 03:00:00", "2026-03-08 08:00:00"),
        InlineData("2026-03-08 02:30:00", "2026-03-08 08:30:00")]
    [InlineData("2026-11-01 00:59:59", "2026-11-01 05:59:59"), InlineData("2026-11-01 01:30:00", "2026-11-01 06:30:00"),
        InlineData("2026-11-01 02:00:00", "2026-11-01 08:00:00")]
    [InlineData("2020-05-24 05:16:47", "2020-05-24 10:16:47"), InlineData("2021-03-23 06:04:55", "2021-03-23 11:04:55"),
        InlineData("2020-01-28 01:52:58", "2020-01-28 07:52:58")]
    [InlineData("2006-04-02 03:00:00", "2006-04-02 08:00:00"), InlineData("2006-03-12 03:00:00", "2006-03-12 09:00:00"),
        InlineData("2006-10-29 02:00:00", "2006-10-29 08:00:00")]
    public void A_clock_in_Chicago_tells_the_instant(string clock, string utc) =>
        Assert.Equal(utc, $"{UsCentral.FromClock(DateTime.Parse(clock)).UtcDateTime:yyyy-MM-dd HH:mm:ss}");

    [Fact]
    public void An_instant_comes_back_from_the_clock_but_in_the_hour_that_comes_twice() =>
        Gen.DateTime[new DateTime(2003, 1, 1), new DateTime(2040, 1, 1)].Sample(d =>
        {
            var instant = new DateTimeOffset(DateTime.SpecifyKind(d, DateTimeKind.Utc));
            var clock = UsCentral.ToClock(instant);
            Assert.Equal(instant, clock);
            var back = UsCentral.FromClock(clock.DateTime);
            Assert.True(back == instant || (back == instant.AddHours(-1) && clock.Month is 10 or 11), $"{instant:o} became {back:o}");
        }, seed: "0000KOnIzD3I");

    [Fact]
    public void The_rule_is_that_of_the_zone_data_where_there_is_some()
    {
        Needs.Installed(TimeZoneInfo.TryFindSystemTimeZoneById("America/Chicago", out var zone), "The machine has no zone data (tzdata).");
        Gen.DateTime[new DateTime(2003, 1, 1), new DateTime(2037, 1, 1)].Sample(d =>
        {
            var instant = new DateTimeOffset(DateTime.SpecifyKind(d, DateTimeKind.Utc));
            Assert.Equal(zone.GetUtcOffset(instant), UsCentral.ToClock(instant).Offset);
        }, seed: "0000KOnIzD3I");
    }
}
