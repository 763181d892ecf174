using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Loading;

/// <summary>
/// Tells of a condition that finds nothing for its case: systems take <c>JAN@…</c> and <c>jan@…</c> for the same and send the row, and the
/// condition, which is checked again, leaves it out.
/// </summary>
internal static class ConditionCaseNote
{
    /// <summary>The note, or null when there is nothing of the kind.</summary>
    /// <param name="target">The target as the statement reads it.</param>
    /// <param name="found">How many rows the condition found.</param>
    public static string? Of(TableScan? target, long found)
    {
        if (found > 0 || target is not { Plan.Asked: { } asked, RowsRead: > 0 and var came }) return null;
        var answer =
            asked.Answers.FirstOrDefault(a => a.Match == Match.Inexact && a.Predicate.EqualTo is string text && text.Any(char.IsLetter));
        if (answer is null) return null;
        var (column, value) = (SqlText.Identifier(answer.Predicate.Column), SqlText.Literal((string)answer.Predicate.EqualTo!));
        return $"{target.Reference} gave {Amounts.Rows(came)} for "
            + $"{answer.Predicate.Column} = {value}, and the condition left "
            + $"{(came == 1 ? "it" : "them")} out: upper and lower case differ in a condition. Write lower({column}) = lower({value}) "
            + $"when they are not to";
    }
}
