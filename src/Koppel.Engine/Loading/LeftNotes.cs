using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Loading;

/// <summary>What a user is told of rows that are left on purpose: for each reason how many, and the first few.</summary>
internal static class LeftNotes
{
    const int Shown = 3;

    /// <summary>The notes.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<LeftRow> left)
    {
        foreach (var reason in left.GroupBy(l => l.Reason))
        {
            var (count, first) =
                (reason.Count(), reason.Take(Shown).Select(l => $"({string.Join(", ", l.Values.Select(v => v ?? "null"))})"));
            yield return $"{Amounts.Rows(count)} {(count == 1 ? "is" : "are")} left: {reason.Key}: "
                + $"{string.Join(", ", first)}{(count > Shown ? ", …" : "")}";
        }
    }
}
