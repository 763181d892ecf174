using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.Tests.Wire;

public sealed class CentralTimeTests
{
    [Theory]
    [InlineData("2026-03-08T07:59:59Z", "2026-03-08T01:59:59-06:00")]
    [InlineData("2026-03-08T08:00:00Z", "2026-03-08T03:00:00-05:00")]
    [InlineData("2026-11-01T06:59:59Z", "2026-11-01T01:59:59-05:00")]
    [InlineData("2026-11-01T07:00:00Z", "2026-11-01T01:00:00-06:00")]
    [InlineData("2024-03-10T08:00:00Z", "2024-03-10T03:00:00-05:00")]
    [InlineData("2024-11-03T07:00:00Z", "2024-11-03T01:00:00-06:00")]
    [InlineData("2020-05-24T10:16:47Z", "2020-05-24T05:16:47-05:00")]
    [InlineData("2026-01-01T05:59:59Z", "2025-12-31T23:59:59-06:00")]
    [InlineData("2015-03-08T08:00:00Z", "2015-03-08T03:00:00-05:00")]
    [InlineData("2015-11-01T06:59:59Z", "2015-11-01T01:59:59-05:00")]
    public void Winter_and_summer_begin_in_the_night_of_the_rule(string utc, string central)
    {
        var moment = DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        using var json = new PhpJson();
        json.Moment(moment);
        Assert.Equal($"\"{central}\"", System.Text.Encoding.ASCII.GetString(json.Written.Span));
        using var stamp = new PhpJson();
        stamp.Stamp(moment);
        Assert.Equal($"\"{central[..10]} {central[11..19]}\"", System.Text.Encoding.ASCII.GetString(stamp.Written.Span));
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-01T05:00:00Z")]
    [InlineData("2026-01-01", "2026-01-01T06:00:00Z")]
    [InlineData("2026-03-08 01:59:59", "2026-03-08T07:59:59Z")]
    [InlineData("2026-03-08 03:00:00", "2026-03-08T08:00:00Z")]
    [InlineData("2026-11-01 00:59:59", "2026-11-01T05:59:59Z")]
    [InlineData("2026-11-01 01:30:00", "2026-11-01T06:30:00Z")]
    [InlineData("2026-11-01 02:00:00", "2026-11-01T08:00:00Z")]
    [InlineData("2026-06-01T12:00:00+02:00", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T12:00:00Z", "2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01T12:00:00.000Z", "2026-06-01T12:00:00Z")]
    public void A_date_without_an_offset_is_Central(string text, string utc)
    {
        Assert.True(CentralTime.TryRead(text, out var moment));
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), moment);
    }

    [Fact]
    public void A_text_that_is_no_date_is_not_read() => Assert.False(CentralTime.TryRead("yesterday", out _));
}
