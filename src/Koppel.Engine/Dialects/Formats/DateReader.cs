using System.Globalization;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>Reads a time by one of Oracle's formats.</summary>
/// <param name="format">The format.</param>
/// <param name="text">The text, without blanks around it.</param>
internal sealed class DateReader(DateFormat format, string text)
{
    readonly Dictionary<string, int> _found = [];
    string _fraction = "";
    int _at;

    /// <summary>The time in the form that DuckDB takes.</summary>
    /// <exception cref="FunctionFaultException">The text is no such time, or the format does not tell enough.</exception>
    public string Read()
    {
        foreach (var element in format.Elements)
        {
            if (element.Code.Length == 0) Between(element.Written);
            else Take(element);
        }
        return _at == text.Length ? Moment() : throw Fault($"'{text[_at..].Trim()}' is left over behind it");
    }

    /// <summary>A sign of the format stands for any sign; letters are those of the text.</summary>
    void Between(string written)
    {
        foreach (var c in written)
        {
            if (char.IsWhiteSpace(c))
            {
                while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
                continue;
            }
            var fits = _at < text.Length && (char.IsLetterOrDigit(c)
                ? char.ToUpperInvariant(text[_at]) == char.ToUpperInvariant(c)
                : !char.IsLetterOrDigit(text[_at]));
            if (!fits) throw Fault($"'{c}' is missing at position {(_at + 1).ToString(CultureInfo.InvariantCulture)}");
            _at++;
        }
    }

    void Take(DateElement element)
    {
        switch (element.Code)
        {
            case "YYYY": Set("year", Digits(4)); break;
            case "RRRR": Set("year", Run(4) is var year && year.Length > 2 ? Number(year) : Near(Number(year))); break;
            case "YY": Set("year", 2_000 + Digits(2)); break;
            case "RR": Set("year", Near(Digits(2))); break;
            case "MM": Set("month", Digits(2)); break;
            case "MONTH": Set("month", Named(DateTimeFormatInfo.InvariantInfo.MonthNames)); break;
            case "MON": Set("month", Named(DateTimeFormatInfo.InvariantInfo.AbbreviatedMonthNames)); break;
            case "DD": Set("day", Digits(2)); break;
            case "DDD": Set("dayOfYear", Digits(3)); break;
            case "DAY": Named(DateTimeFormatInfo.InvariantInfo.DayNames); break;
            case "DY": Named(DateTimeFormatInfo.InvariantInfo.AbbreviatedDayNames); break;
            case "HH24": Set("hour", Digits(2)); break;
            case "HH" or "HH12": Set("hour12", Digits(2)); break;
            case "AM" or "PM": Set("afternoon", Named(["AM", "PM"]) - 1); break;
            case "A.M." or "P.M.": Set("afternoon", Named(["A.M.", "P.M."]) - 1); break;
            case "MI": Set("minute", Digits(2)); break;
            case "SS": Set("second", Digits(2)); break;
            case ['F', 'F', ..]: _fraction = Run(9); break;
            default:
                throw new FunctionFaultException("to_date",
                    $"{element.Written} in '{format.Text}' can be written but not read. Read year, month and day: YYYY, MM, DD.");
        }
        if (element.Ordinal.Length > 0 && _at + 2 <= text.Length) _at += 2;
    }

    void Set(string part, int value) => _found[part] = value;

    /// <summary>The year of this century or of the last that two digits mean.</summary>
    static int Near(int two) => two < 50 ? 2_000 + two : 1_900 + two;

    static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    int Digits(int most) => Number(Run(most));

    string Run(int most)
    {
        var start = _at;
        while (_at < text.Length && _at - start < most && char.IsAsciiDigit(text[_at])) _at++;
        return _at > start
            ? text[start.._at]
            : throw Fault($"a number is missing at position {(_at + 1).ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>The number, from 1, of the name that stands here.</summary>
    int Named(string[] names)
    {
        var found = Array.FindIndex(names, n => n.Length > 0 && text.AsSpan(_at).StartsWith(n, StringComparison.OrdinalIgnoreCase));
        if (found < 0) throw Fault($"none of {string.Join(", ", names.Where(n => n.Length > 0))} stands at position {_at + 1}");
        _at += names[found].Length;
        return found + 1;
    }

    string Moment()
    {
        if (!_found.TryGetValue("year", out var year) || !(_found.ContainsKey("month") || _found.ContainsKey("dayOfYear")))
            throw new FunctionFaultException("to_date",
                $"The format '{format.Text}' does not tell which year and month are meant. Write one such as YYYY-MM-DD.");
        var hour = _found.GetValueOrDefault("hour");
        if (_found.TryGetValue("hour12", out var twelve))
            hour = twelve is < 1 or > 12
                ? throw Fault($"{twelve} is no hour from 1 to 12")
                : (twelve % 12) + (12 * _found.GetValueOrDefault("afternoon"));
        var fraction = _fraction.PadRight(6, '0')[..6];
        try
        {
            var day = _found.TryGetValue("dayOfYear", out var ofYear)
                ? new DateTime(year, 1, 1).AddDays(ofYear is < 1 or > 366 ? throw Fault($"a year has no day {ofYear}") : ofYear - 1)
                : new DateTime(year, _found["month"], _found.GetValueOrDefault("day", 1));
            if (day.Year != year) throw Fault($"{year} has no day {ofYear}");
            var time = day.Add(new TimeOnly(hour, _found.GetValueOrDefault("minute"), _found.GetValueOrDefault("second")).ToTimeSpan());
            return time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "." + fraction;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Fault("there is no such day or time");
        }
    }

    FunctionFaultException Fault(string why) =>
        new("to_date", $"'{text}' is no time of the form {format.Text}: {why}. Change the form, or leave such rows out.");
}
