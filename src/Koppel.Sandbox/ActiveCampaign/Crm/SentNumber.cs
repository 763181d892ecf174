using System.Globalization;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>A text as a number.</summary>
static class SentNumber
{
    /// <summary>The number; null when the text is none.</summary>
    public static decimal? Of(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
