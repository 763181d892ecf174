using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Dialects;

/// <summary>Oracle's formats of numbers and times give what Oracle's manual shows.</summary>
public sealed class FormatTests
{
    const string Moment = "timestamp '2026-03-05 14:07:09.123456'";

    [Theory]
    [InlineData("YYYY-MM-DD HH24:MI:SS", "2026-03-05 14:07:09")]
    [InlineData("DD/MM/YY", "05/03/26")]
    [InlineData("FMDD Month YYYY", "5 March 2026")]
    [InlineData("DD MONTH YYYY", "05 MARCH     2026")]
    [InlineData("Dy, DD mon", "Thu, 05 mar")]
    [InlineData("FMDay", "Thursday")]
    [InlineData("HH12:MI AM", "02:07 PM")]
    [InlineData("HH:MI a.m.", "02:07 p.m.")]
    [InlineData("\"Q\"Q YYYY", "Q1 2026")]
    [InlineData("IYYY-\"W\"IW", "2026-W10")]
    [InlineData("DDD WW W D J", "064 10 1 5 2461105")]
    [InlineData("FMDDth", "5th")]
    [InlineData("SS.FF3", "09.123")]
    [InlineData("SSSSS", "50829")]
    [InlineData("RRRR CC", "2026 21")]
    public async Task A_time_is_written_as_its_format_says(string format, string expected)
    {
        await using var database = new Crm().Open();
        Assert.Equal(expected, await database.TextAsync($"select to_char({Moment}, '{format}')"));
    }

    [Theory]
    [InlineData("1234.567", "9999.99", " 1234.57")]
    [InlineData("-1234.5", "9,999.99", "-1,234.50")]
    [InlineData("0", "99.99", "   .00")]
    [InlineData("0.5", "0.99", " 0.50")]
    [InlineData("0", "999", "   0")]
    [InlineData("12", "0999", " 0012")]
    [InlineData("5", "9,999", "     5")]
    [InlineData("123456", "999", "####")]
    [InlineData("1234567.891", "FM9G999G990D00", "1,234,567.89")]
    [InlineData("5", "FM990.99", "5.")]
    [InlineData("0.5", "FM990.09", "0.5")]
    [InlineData("-5", "999MI", "  5-")]
    [InlineData("-5", "999PR", "  <5>")]
    [InlineData("5", "S999", "  +5")]
    [InlineData("5", "$999", "   $5")]
    [InlineData("2.5", "9", " 3")]
    [InlineData("1e3::double", "FM9999", "1000")]
    public async Task A_number_is_written_as_its_format_says(string number, string format, string expected)
    {
        await using var database = new Crm().Open();
        Assert.Equal($"[{expected}]", await database.TextAsync($"select '[' || to_char({number}, '{format}') || ']'"));
    }

    [Fact]
    public async Task Signs_between_the_digits_can_be_those_of_another_country()
    {
        await using var database = new Crm().Open();
        Assert.Equal("1.234,50", await database.TextAsync(
            "select to_char(1234.5, 'FM9G990D00', 'NLS_NUMERIC_CHARACTERS = '',.''')"));
        Assert.Equal("True", await database.TextAsync(
            "select to_number('€'[2:] || '1.234,50', '9G999D99', 'NLS_NUMERIC_CHARACTERS = '',.''') = 1234.5"));
    }

    [Theory]
    [InlineData("to_date('2026-03-05', 'YYYY-MM-DD')", "2026-03-05 00:00:00")]
    [InlineData("to_date('05.03.26 14:07', 'DD.MM.RR HH24:MI')", "2026-03-05 14:07:00")]
    [InlineData("to_date('05-03-26', 'DD-MM-RRRR')", "2026-03-05 00:00:00")]
    [InlineData("to_date('05-03-98', 'DD-MM-RRRR')", "1998-03-05 00:00:00")]
    [InlineData("to_date('05-03-2026', 'DD-MM-RRRR')", "2026-03-05 00:00:00")]
    [InlineData("to_date('5 march 1998', 'DD MONTH YYYY')", "1998-03-05 00:00:00")]
    [InlineData("to_date('05-Mar-98', 'DD-MON-RR')", "1998-03-05 00:00:00")]
    [InlineData("to_date('02:07 PM 20260305', 'HH:MI AM YYYYMMDD')", "2026-03-05 14:07:00")]
    [InlineData("to_date('2026-064', 'YYYY-DDD')", "2026-03-05 00:00:00")]
    [InlineData("to_date('2026/03/05', 'YYYY-MM-DD')", "2026-03-05 00:00:00")]
    [InlineData("to_date('', 'YYYY-MM-DD')", "∅")]
    [InlineData("to_date(null, 'YYYY-MM-DD')", "∅")]
    [InlineData("to_date('2026-03-05')", "2026-03-05 00:00:00")]
    public async Task A_time_is_read_as_its_format_says(string expression, string expected)
    {
        await using var database = new Crm().Open();
        Assert.Equal(expected, await database.TextAsync($"select coalesce(strftime({expression}, '%Y-%m-%d %H:%M:%S'), '∅')"));
    }

    [Theory]
    [InlineData("to_number('1,234.50', '9,999.99')", "1234.5")]
    [InlineData("to_number('$12', '$99')", "12.0")]
    [InlineData("to_number('12-', '99MI')", "-12.0")]
    [InlineData("to_number('<12>', '99PR')", "-12.0")]
    [InlineData("to_number('1.234,50-', '9G999D99MI', 'NLS_NUMERIC_CHARACTERS = '',.''')", "-1234.5")]
    [InlineData("to_number('5+', '99S')", "5.0")]
    [InlineData("to_number('+5', 'S99')", "5.0")]
    [InlineData("to_number('+5', '99')", "5.0")]
    [InlineData("to_number('-$12', '$99')", "-12.0")]
    [InlineData("to_number('12', '99PR')", "12.0")]
    [InlineData("to_number('1234.50', '9G999D99')", "1234.5")]
    [InlineData("to_number('12,34,567', '99G99G999')", "1234567.0")]
    [InlineData("to_number('.5', '9G999D99')", "0.5")]
    [InlineData("to_number(' -1.5 ')", "-1.5")]
    [InlineData("to_number('')", "∅")]
    [InlineData("to_number('1e3')", "1000.0")]
    public async Task A_number_is_read_as_its_format_says(string expression, string expected)
    {
        await using var database = new Crm().Open();
        Assert.Equal(expected, await database.TextAsync($"select coalesce(cast({expression} as varchar), '∅')"));
    }

    [Theory]
    [InlineData("to_date('2026-03-05 10', 'YYYY-MM-DD')", "'10' is left over behind it")]
    [InlineData("to_date('2026', 'YYYY')", "does not tell which year and month")]
    [InlineData("to_date('13:00 PM 20260305', 'HH:MI AM YYYYMMDD')", "13 is no hour from 1 to 12")]
    [InlineData("to_number('1.234,5', '9G999D99')", "is no number of the form 9G999D99")]
    [InlineData("to_number('12345', '999')", "is no number of the form 999")]
    [InlineData("to_number('1,50', '9G999D99')", "is no number of the form 9G999D99")]
    [InlineData("to_number('12,34.5', '99G999D99')", "is no number of the form 99G999D99")]
    [InlineData("to_number(',500', '9G999')", "is no number of the form 9G999")]
    [InlineData("to_number('1,,500', '9G999')", "is no number of the form 9G999")]
    [InlineData("to_number('1.234,50-', '9G999D99', 'NLS_NUMERIC_CHARACTERS = '',.''')", "is no number of the form 9G999D99")]
    [InlineData("to_number('+-5', '99')", "is no number of the form 99")]
    [InlineData("to_number('- 5', '99')", "is no number of the form 99")]
    [InlineData("to_number('--5', '99')", "is no number of the form 99")]
    [InlineData("to_number('-5-', '99MI')", "is no number of the form 99MI")]
    [InlineData("to_number('5+', '99MI')", "is no number of the form 99MI")]
    [InlineData("to_number('-5', '99S')", "is no number of the form 99S")]
    [InlineData("to_number('<5', '99PR')", "is no number of the form 99PR")]
    [InlineData("to_number('<-5>', '99PR')", "is no number of the form 99PR")]
    [InlineData("to_number('$$5', '$99')", "is no number of the form $99")]
    [InlineData("to_char(1, 'L9')", "'L' cannot stand where it does")]
    [InlineData("to_char(date '2026-01-01', 'TZH')", "is the zone of a time, and this one has none")]
    public async Task What_does_not_fit_its_format_is_a_sentence(string expression, string message)
    {
        await using var database = new Crm().Open();
        Assert.Contains(message, (await database.ErrorAsync($"select {expression}")).Message, StringComparison.Ordinal);
    }
}
