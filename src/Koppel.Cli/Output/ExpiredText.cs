using Koppel.Engine.Events;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>What was kept no longer, as a sentence.</summary>
static class ExpiredText
{
    /// <summary>The sentence.</summary>
    /// <param name="expired">What it was.</param>
    /// <param name="isDry">It only would be.</param>
    public static string Of(ValuesExpired expired, bool isDry)
    {
        List<string> parts =
        [
            .. expired.Values > 0 ? [$"the values of {Quantity.Of(expired.Values, "run")}"] : (string[])[],
            .. expired.Payloads > 0 ? [$"what calls of {Quantity.Of(expired.Payloads, "run")} carried beside their rows"] : (string[])[],
            .. expired.Snapshots > 0 ? [Quantity.Of(expired.Snapshots, "snapshot")] : (string[])[],
            .. expired.Plans > 0 ? [Quantity.Of(expired.Plans, "plan file")] : (string[])[],
            .. expired.History > 0 ? [$"{Quantity.Of(expired.History, "script")} of the history"] : (string[])[],
        ];
        return parts.Count == 0 ? "Nothing that [keep] of koppel.toml lets go."
            : $"{(isDry ? "To take out" : "Taken out")} as [keep] of koppel.toml says: {string.Join(", ", parts)}.";
    }
}
