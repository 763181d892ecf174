using System.Globalization;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>Brings what a client sent into the form in which a column keeps it, as forgiving as PHP and its database are.</summary>
internal static class SentValue
{
    public static object? Of(Column column, JsonElement sent)
    {
        JsonElement? value = sent;
        if (sent.ValueKind == JsonValueKind.Null) return column.Kind is Kind.Flag ? 0L : null;
        return column.Kind switch
        {
            Kind.Text => value.Text() ?? sent.GetRawText(),
            Kind.Number or Kind.Real => Whole(value.Text()),
            Kind.Flag => value.Flag() ? 1L : 0L,
            Kind.Bool => value.Flag(),
            Kind.Reference => value.Id() is { } id ? (long)id : null,
            Kind.Moment or Kind.Stamp or Kind.Utc => CentralTime.TryRead(value.Text() ?? "", out var moment) ? moment : null,
            _ => sent,
        };
    }

    /// <summary>A number without its decimals: 156.24 is kept as 156.</summary>
    static long Whole(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < long.MaxValue
            ? (long)number
            : 0;
}
