using System.Text;
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

    [Fact]
    public void Whole_numbers_of_every_width_come_back_and_larger_ones_are_refused()
    {
        (ColumnKind Kind, Int128 Least, Int128 Greatest)[] kinds =
        [
            (ColumnKind.TinyInt, sbyte.MinValue, sbyte.MaxValue), (ColumnKind.SmallInt, short.MinValue, short.MaxValue),
            (ColumnKind.Integer, int.MinValue, int.MaxValue), (ColumnKind.BigInt, long.MinValue, long.MaxValue),
            (ColumnKind.UTinyInt, 0, byte.MaxValue), (ColumnKind.USmallInt, 0, ushort.MaxValue),
            (ColumnKind.UInteger, 0, uint.MaxValue), (ColumnKind.UBigInt, 0, ulong.MaxValue),
        ];
        foreach (var (kind, least, greatest) in kinds)
        {
            foreach (var value in new[] { least, greatest, 1 })
                Assert.Equal($"{value}", $"{RoundTrip(kind, (b, r) => b.SetWhole(r, value))}");
            Assert.Throws<OverflowException>(() => RoundTrip(kind, (b, r) => b.SetWhole(r, least - 1)));
            Assert.Throws<OverflowException>(() => RoundTrip(kind, (b, r) => b.SetWhole(r, greatest + 1)));
        }
        Assert.Equal(Int128.MinValue, RoundTrip(ColumnKind.HugeInt, (b, r) => b.SetWhole(r, Int128.MinValue)));
        Assert.Equal((UInt128)Int128.MaxValue, RoundTrip(ColumnKind.UHugeInt, (b, r) => b.SetWhole(r, Int128.MaxValue)));
        Assert.Equal(UInt128.MaxValue, RoundTrip(ColumnKind.UHugeInt, (b, r) => b.SetWide(r, -1)));
        Assert.Throws<OverflowException>(() => RoundTrip(ColumnKind.UHugeInt, (b, r) => b.SetWhole(r, -1)));
    }

    [Fact]
    public void Decimals_of_38_digits_come_back_with_all_of_them() =>
        Gen.Select(Gen.Char["0123456789"].Array[1, 38], Gen.Int[0, 38], Gen.Bool).Sample((digits, scale, isNegative) =>
    {
        var number = new string(digits).PadLeft(38, '0');
        var whole = number[..(38 - scale)].TrimStart('0');
        var text = $"{(whole.Length == 0 ? "0" : whole)}{(scale == 0 ? "" : ".")}{number[(38 - scale)..]}";
        if (isNegative && text.Any(c => c is >= '1' and <= '9')) text = "-" + text;
        Assert.Equal(text, Show(new ColumnType(ColumnKind.Decimal, 38, (byte)scale), (b, r) => b.SetDecimal(r, text)));
    }, seed: Seed);

    [Theory]
    [InlineData("1.005", "1.01"), InlineData("-1.005", "-1.01"), InlineData("1.0049", "1.00"), InlineData("12e-1", "1.20"),
        InlineData("1.2E2", "120.00"), InlineData(".5", "0.50"), InlineData("7.", "7.00"), InlineData("1e-400", "0.00"),
        InlineData("0e999", "0.00"), InlineData("9999999.994", "9999999.99")]
    public void A_decimal_is_rounded_to_its_scale(string given, string shown) =>
        Assert.Equal(shown, Show(new ColumnType(ColumnKind.Decimal, 9, 2), (b, r) => b.SetDecimal(r, given)));

    [Theory]
    [InlineData("9999999.995"), InlineData("1e30"), InlineData("-10000000"), InlineData("1e999999999999")]
    public void A_decimal_with_more_digits_than_its_column_is_refused(string given) =>
        Assert.Throws<OverflowException>(() => Show(new ColumnType(ColumnKind.Decimal, 9, 2), (b, r) => b.SetDecimal(r, given)));

    [Fact]
    public void Uuids_bytes_and_spans_of_time_come_back()
    {
        Gen.Guid.Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Uuid, (b, r) => b.SetUuid(r, v))), seed: Seed);
        Gen.Byte.Array[0, 99].Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Blob, (b, r) => b.SetBytes(r, v))), seed: Seed);
        Gen.Select(Gen.Int, Gen.Int, Gen.Long).Select((m, d, u) => new Interval(m, d, u))
            .Sample(v => Assert.Equal(v, RoundTrip(ColumnKind.Interval, (b, r) => b.SetInterval(r, v))), seed: Seed);
    }

    [Fact]
    public void Floats_are_shown_as_short_as_they_are() =>
        Assert.Equal("0.1", Show(ColumnKind.Float, (b, r) => b.SetDouble(r, 0.1)));

    [Fact]
    public void Texts_are_the_same_in_both_forms() => Gen.String.Where(Utf8.IsValid).Array[1, 9].Sample(texts =>
    {
        var (buffer, copy) = (new ColumnBuffer(ColumnKind.Text, texts.Length), new ColumnBuffer(ColumnKind.Text, texts.Length));
        for (var time = 0; time < 2; time++)
        {
            for (var r = 0; r < texts.Length; r++)
            {
                if ((r + time) % 2 == 0) buffer.SetText(r, texts[r]);
                else buffer.SetUtf8(r, Encoding.UTF8.GetBytes(texts[r]));
            }
            for (var r = 0; r < texts.Length; r++)
            {
                copy.CopyFrom(buffer, r, r);
                Assert.Equal(texts[r], copy.Texts[r]);
                Assert.Equal(texts[r], buffer.Get(r));
                if (buffer.Texts.TryUtf8(r, out var bytes)) Assert.Equal(texts[r], Encoding.UTF8.GetString(bytes));
            }
        }
    }, seed: Seed);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var buffer = new ColumnBuffer(ColumnKind.Text, 1);
        buffer.SetUtf8(0, "good"u8);
        Assert.Equal("The text is no valid UTF-8.",
            Assert.Throws<FormatException>(() => buffer.SetUtf8(0, [(byte)'a', 0xC3])).Message);
        Assert.Equal("good", buffer.Texts[0]);
    }

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

    /// <summary>Half a character has no form in UTF-8.</summary>
    static class Utf8
    {
        public static bool IsValid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
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
            case ColumnKind.Blob: buffer.SetBytes(row, [1]); break;
            case ColumnKind.Double or ColumnKind.Float: buffer.SetDouble(row, 1); break;
            case ColumnKind.BigIntList: buffer.SetList(row, [1]); break;
            case ColumnKind.TextList: buffer.SetTexts(row, ["1"]); break;
            default:
                if (buffer.Type.IsWide) buffer.SetWide(row, 1);
                else buffer.SetLong(row, 1);
                break;
        }
    }
}
