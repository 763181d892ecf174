using System.Globalization;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>A text as a number.</summary>
internal static class SentNumber
{
    /// <summary>The number; null when the text is none.</summary>
    public static decimal? Of(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
