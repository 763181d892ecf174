using System.Globalization;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>Values to compare columns with, as SQL writes them: some that occur, some that nearly do, some odd ones.</summary>
/// <param name="random">Draws them.</param>
internal sealed class RandomValues(Random random)
{
    /// <summary>One of several.</summary>
    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>A value for a column; a literal of SQL.</summary>
    public string For(CopiedColumn column) => column.Type switch
    {
        "VARCHAR" when column.IsId => Text(Id(column)),
        "VARCHAR" => Text(Words(column)),
        "BOOLEAN" => random.Next(2) == 0 ? "true" : "false",
        "DATE" => Day(column),
        "TIME" => Time(column),
        _ when column.Type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => Moment(column),
        _ => Number(column),
    };

    /// <summary>A text that occurs in a column, or does nearly.</summary>
    public string Words(CopiedColumn column)
    {
        var text = column.Values.Count > 0 && random.Next(10) < 7 ? (string)One(column.Values) : One(OddRows.Texts);
        return random.Next(12) switch
        {
            0 => text.ToUpperInvariant(),
            1 => text.ToLowerInvariant(),
            2 => text + " ",
            3 => text[..(text.Length / 2)],
            4 => "",
            5 => text.Replace("'", "''", StringComparison.Ordinal),
            _ => text,
        };
    }

    /// <summary>A text in its quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>An id that occurs, in its long form mostly; or a text that is none.</summary>
    string Id(CopiedColumn column)
    {
        var id = (string)One(column.Values);
        return random.Next(10) switch
        {
            0 => id[..15],
            1 => id.ToLowerInvariant(),
            2 => id[..17] + (id[17] == 'A' ? 'B' : 'A'),
            3 => "001000000000000AAA",
            4 => One(["", "x", "somethingwonky", "0030000000'00001", "a00"]),
            _ => id,
        };
    }

    string Day(CopiedColumn column)
    {
        var day = column.Values.Count > 0 && random.Next(10) < 8 ? (DateOnly)One(column.Values) : new DateOnly(2024, 2, 29);
        if (random.Next(3) == 0) day = day.AddDays(random.Next(-40, 40));
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return random.Next(10) switch
        {
            0 => $"timestamp '{text} 12:00:00'",
            1 => $"timestamp '{text} 00:00:00'",
            2 => "date '1500-01-01'",
            3 => "date '9999-12-31'",
            4 => $"'{text}'",
            _ => $"date '{text}'",
        };
    }

    string Time(CopiedColumn column)
    {
        var time = column.Values.Count > 0 && random.Next(10) < 8 ? (TimeOnly)One(column.Values) : new TimeOnly(12, 0);
        if (random.Next(4) == 0) time = time.Add(TimeSpan.FromMicroseconds(random.Next(-2000, 2000)));
        return $"time '{time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";
    }

    string Moment(CopiedColumn column)
    {
        var moment = column.Values.Count > 0 && random.Next(10) < 8
            ? (DateTimeOffset)One(column.Values) : new DateTimeOffset(2024, 2, 29, 23, 59, 59, 999, TimeSpan.Zero);
        moment = random.Next(6) switch
        {
            0 => moment.AddMicroseconds(random.Next(-1500, 1500)),
            1 => moment.AddMilliseconds(random.Next(-2, 3)),
            2 => moment.AddHours(random.Next(-1000, 1000)),
            _ => moment,
        };
        var text = moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return random.Next(8) switch
        {
            0 => $"timestamp '{text}'",
            1 => $"date '{text[..10]}'",
            2 => $"'{text}+00'",
            3 => $"timestamptz '{moment.UtcDateTime.AddHours(2).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+02'",
            4 when random.Next(4) == 0 => One(["timestamptz '1600-01-01 00:00:00+00'", "timestamptz '5000-01-01 00:00:00+00'"]),
            _ => $"timestamptz '{text}+00'",
        };
    }

    string Number(CopiedColumn column)
    {
        var value = column.Values.Count > 0 && random.Next(10) < 8
            ? Convert.ToDecimal(One(column.Values), CultureInfo.InvariantCulture) : 1;
        value += random.Next(8) switch { 0 => 0.005m, 1 => -1, 2 => 0.01m, 3 => random.Next(-5000, 5000), _ => 0 };
        var text = value.ToString(CultureInfo.InvariantCulture);
        return random.Next(14) switch
        {
            0 => $"{text}::double",
            1 => $"({text} + 0.1)",
            2 => "0", 3 => "-0.0",
            4 => One(["1e3", "1e15", "-1e12", "123456789012345678", "0.1234567890123456789", "1e30", "2.5e-3"]),
            5 => $"{text}0000",
            _ => text,
        };
    }
}
