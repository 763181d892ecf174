using CsCheck;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Data;

public sealed class ColumnBufferTests
{
    static readonly Gen<DateTime> Moments =
        Gen.Long[DateTime.MinValue.Ticks / 10, DateTime.MaxValue.Ticks / 10].Select(m => new DateTime(m * 10, DateTimeKind.Utc));

    [Fact]
    public void Whole_numbers_come_back() =>
        Gen.Long.Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.BigInt, (b, r) => b.SetLong(r, v))), seed: Seed);

    [Fact]
    public void Truth_values_come_back() =>
        Gen.Bool.Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Boolean, (b, r) => b.SetBoolean(r, v))), seed: Seed);

    [Fact]
    public void Doubles_come_back() =>
        Gen.Double.Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Double, (b, r) => b.SetDouble(r, v))), seed: Seed);

    [Fact]
    public void Texts_come_back() => Gen.String.Sample(v =>
    {
        Assert.Equal(v, RoundTrip(ColumnKind.Text, (b, r) => b.SetText(r, v)));
        Assert.Equal(v, RoundTrip(ColumnKind.Json, (b, r) => b.SetText(r, v)));
    }, seed: Seed);

    [Fact]
    public void Decimals_come_back_in_every_scale() =>
        Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Byte[0, 18]).Sample((digits, scale) =>
    {
        var value = new decimal(digits) / (decimal)Math.Pow(10, scale);
        Assert.Equal(value, RoundTrip(new ColumnType(ColumnKind.Decimal, 18, scale), (b, r) => b.SetDecimal(r, value)));
    }, seed: Seed);

    [Fact]
    public void Days_come_back() => Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber)
        .Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Date, (b, r) => b.SetDate(r, v))), seed: Seed);

    [Fact]
    public void Times_of_day_come_back() => Gen.Long[0, (TimeSpan.TicksPerDay / 10) - 1].Select(m => new TimeOnly(m * 10))
        .Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Time, (b, r) => b.SetTime(r, v))), seed: Seed);

    [Fact]
    public void Dates_with_time_come_back() => Moments.Sample(v =>
    {
        Assert.Equal(v, RoundTrip(ColumnKind.Timestamp, (b, r) => b.SetTimestamp(r, v)));
        Assert.Equal(new DateTimeOffset(v), RoundTrip(ColumnKind.TimestampTz, (b, r) => b.SetTimestamp(r, v)));
    }, seed: Seed);

    [Fact]
    public void Lists_come_back() =>
        Gen.Long.Array[0, 9].Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.BigIntList, (b, r) => b.SetList(r, v))), seed: Seed);

    [Fact]
    public void Lists_of_texts_come_back() =>
        Gen.String.Array[0, 9].Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.TextList, (b, r) => b.SetTexts(r, v))), seed: Seed);

    public static TheoryData<ColumnKind> Kinds => [.. Enum.GetValues<ColumnKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void A_value_is_taken_away_and_set_again(ColumnKind kind)
    {
        var buffer = new ColumnBuffer(new ColumnType(kind, 18, 0), 2);
        Set(buffer, 0);
        Assert.NotNull(buffer.Get(0));
        buffer.SetNull(0);
        Assert.Null(buffer.Get(0));
        Assert.Equal("null", buffer.Show(0));
        Set(buffer, 0);
        Assert.NotNull(buffer.Get(0));
        Assert.False(buffer.Nulls[0]);
    }

    [Fact]
    public void A_value_of_another_kind_is_refused_with_both_named()
    {
        Assert.Equal("A column of type VARCHAR cannot hold a whole number.",
            Assert.Throws<InvalidOperationException>(() => new ColumnBuffer(ColumnKind.Text, 1).SetLong(0, 1)).Message);
        Assert.Equal("A column of type BIGINT cannot hold a text.",
            Assert.Throws<InvalidOperationException>(() => new ColumnBuffer(ColumnKind.BigInt, 1).SetText(0, null)).Message);
        Assert.Throws<OverflowException>(() => new ColumnBuffer(new ColumnType(ColumnKind.Decimal, 18, 2), 1).SetDecimal(0, 1e18m));
    }

    [Fact]
    public void Values_are_shown_the_same_in_every_culture()
    {
        var culture = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture =
            new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "−" } };
        try
        {
            Assert.Equal("-1.5", Show(ColumnKind.Double, (b, r) => b.SetDouble(r, -1.5)));
            Assert.Equal("-1.50", Show(new ColumnType(ColumnKind.Decimal, 18, 2), (b, r) => b.SetDecimal(r, -1.5m)));
            Assert.Equal("[-1, 2]", Show(ColumnKind.BigIntList, (b, r) => b.SetList(r, [-1, 2])));
            Assert.Equal("['a', 'it\\\'s', '']", Show(ColumnKind.TextList, (b, r) => b.SetTexts(r, ["a", "it's", ""])));
            Assert.Equal("true", Show(ColumnKind.Boolean, (b, r) => b.SetBoolean(r, true)));
            Assert.Equal("2026-01-31", Show(ColumnKind.Date, (b, r) => b.SetDate(r, new DateOnly(2026, 1, 31))));
            Assert.Equal("13:45:10", Show(ColumnKind.Time, (b, r) => b.SetTime(r, new TimeOnly(13, 45, 10))));
            Assert.Equal(
                "2026-01-31 13:45:10", Show(ColumnKind.Timestamp, (b, r) => b.SetTimestamp(r, new DateTime(2026, 1, 31, 13, 45, 10))));
            Assert.Equal("2026-01-31 13:45:10.000001+00:00",
                Show(ColumnKind.TimestampTz, (b, r) => b.SetTimestamp(r, new DateTime(2026, 1, 31, 13, 45, 10).AddMicroseconds(1))));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    const string Seed = "0000KOnIzD3I";

    static object? RoundTrip(ColumnType type, Action<ColumnBuffer, int> set)
    {
        var buffer = new ColumnBuffer(type, 3);
        set(buffer, 1);
        return buffer.Get(1);
    }

    static string Show(ColumnType type, Action<ColumnBuffer, int> set)
    {
        var buffer = new ColumnBuffer(type, 1);
        set(buffer, 0);
        return buffer.Show(0);
    }

    static void Set(ColumnBuffer buffer, int row)
    {
        switch (buffer.Type.Kind)
        {
            case ColumnKind.Text or ColumnKind.Json: buffer.SetText(row, "1"); break;
            case ColumnKind.Double: buffer.SetDouble(row, 1); break;
            case ColumnKind.BigIntList: buffer.SetList(row, [1]); break;
            case ColumnKind.TextList: buffer.SetTexts(row, ["1"]); break;
            default: buffer.SetLong(row, 1); break;
        }
    }
}
