using System.Globalization;

namespace Koppel.Connectors.ActiveCampaign.Api;

/// <summary>
/// Moments as the API writes them itself: <c>2026-01-31T04:00:00-06:00</c>, the time of day of the middle of North America with its offset.
/// The document asks for a date and says no more; a server that reads the offset and one that reads the time of day only understand the
/// same.
/// </summary>
internal static class CentralText
{
    /// <summary>Writes a moment, its part of a second cut off.</summary>
    public static string Write(DateTimeOffset moment) =>
        UsCentral.ToClock(moment).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
