using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>The functions that take a part of a date.</summary>
internal static class DateParts
{
    /// <summary>What a function takes of a moment; null when it is no such function.</summary>
    public static Func<DateTime, object>? Of(string function) => function switch
    {
        "CALENDAR_YEAR" or "FISCAL_YEAR" => moment => (decimal)moment.Year,
        "CALENDAR_QUARTER" or "FISCAL_QUARTER" => moment => (decimal)((moment.Month + 2) / 3),
        "CALENDAR_MONTH" or "FISCAL_MONTH" => moment => (decimal)moment.Month,
        "DAY_IN_YEAR" => moment => (decimal)moment.DayOfYear,
        "DAY_IN_MONTH" => moment => (decimal)moment.Day,
        "DAY_IN_WEEK" => moment => (decimal)((int)moment.DayOfWeek + 1),
        "DAY_ONLY" => moment => DateOnly.FromDateTime(moment),
        "HOUR_IN_DAY" => moment => (decimal)moment.Hour,
        // Weeks of seven days from the first of the year or the month.
        "WEEK_IN_YEAR" => moment => (decimal)(((moment.DayOfYear - 1) / 7) + 1),
        "WEEK_IN_MONTH" => moment => (decimal)(((moment.Day - 1) / 7) + 1),
        _ => null,
    };

    public static OrgField FieldOf(string function) =>
        function == "DAY_ONLY" ? FieldKinds.Date(function, function) : FieldKinds.Whole(function, function);
}
