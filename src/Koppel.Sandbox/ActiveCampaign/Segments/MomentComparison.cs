namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Compares moments with a period: a day, when the value names a day, else a second. So <c>=</c> means on that day, <c>&gt;</c> after it
/// and <c>&gt;=</c> on it or after it.
/// </summary>
internal static class MomentComparison
{
    public static Func<DateTime?, bool> Of(FieldDefinition field, DateTime now)
    {
        switch (field.Operator)
        {
            case "empty": return moment => moment is null;
            case "not empty" or "any": return moment => moment is not null;
            case "between" or "not between":
                var (low, high) = field.Pair();
                var (from, until) = (Read(field, low, now).From, Read(field, high, now).Until);
                return field.Operator == "between"
                    ? moment => moment >= from && moment < until
                    : moment => moment is null || moment < from || moment >= until;
        }

        var period = Read(field, field.Value, now);
        return field.Operator switch
        {
            "=" or "is" => moment => moment >= period.From && moment < period.Until,
            "!=" or "is not" => moment => moment is null || moment < period.From || moment >= period.Until,
            "<" => moment => moment < period.From,
            "<=" => moment => moment < period.Until,
            ">" => moment => moment >= period.Until,
            ">=" => moment => moment >= period.From,
            "empty|=" => moment => moment is null || (moment >= period.From && moment < period.Until),
            "empty|<" => moment => moment is null || moment < period.From,
            "empty|<=" => moment => moment is null || moment < period.Until,
            _ => throw field.Misfit("dates"),
        };
    }

    static Period Read(FieldDefinition field, string text, DateTime now) => Period.TryRead(text, now, out var period)
        ? period
        : throw new SegmentFault(
            $"The field '{field.Name}' is compared with '{text}', which is no date. Write 2026-05-01, 2026-05-01 14:00:00, today or -30 "
                + $"days.");
}
