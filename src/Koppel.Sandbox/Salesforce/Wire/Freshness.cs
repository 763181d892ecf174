using System.Globalization;

namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>Answers that a client may keep: with an ETag and a date, by which it asks whether they are still right.</summary>
internal static class Freshness
{
    /// <summary>The answer, or 304 without a body when the caller has it already.</summary>
    /// <param name="answer">The answer in full.</param>
    /// <param name="call">The call.</param>
    /// <param name="tag">What becomes another one with the content.</param>
    /// <param name="changed">When the content changed last, UTC.</param>
    public static SalesforceAnswer OrNotModified(this SalesforceAnswer answer, SalesforceCall call, string tag, DateTime changed)
    {
        var quoted = $"\"{tag}\"";
        return (Has(call, quoted, changed) ? SalesforceAnswer.Empty(304) : answer)
            .With("ETag", quoted).With("Last-Modified", changed.ToString("R", CultureInfo.InvariantCulture));
    }

    static bool Has(SalesforceCall call, string quoted, DateTime changed)
    {
        if (call.Header("If-None-Match") is { } tags)
            return tags.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Replace("W/", "") == quoted);
        return DateTime.TryParse(call.Header("If-Modified-Since"), CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var since) && changed.AddSeconds(-1) < since;
    }
}
