using System.Text.RegularExpressions;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Ledger;

/// <summary>
/// What a user is told of rows that are left on purpose: for each reason how many, and the first few. These are values of rows, which must
/// be able to go: what is kept is the sentence without them, and the rows themselves.
/// </summary>
internal static partial class LeftNotes
{
    /// <summary>So many rows of a reason are shown.</summary>
    public const int Shown = 3;

    /// <summary>The notes.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Koppel.Sdk.Loading.LeftRow> left) => left.GroupBy(l => l.Reason)
        .Select(reason => WithRows(Sentence(reason.Count(), reason.Key), reason.Count(), reason.Take(Shown).Select(l => l.Values)));

    /// <summary>What is told without values.</summary>
    public static string Sentence(long count, string reason) => $"{Amounts.Rows(count)} {(count == 1 ? "is" : "are")} left: {reason}";

    /// <summary>The same with the first rows.</summary>
    public static string WithRows(string sentence, long count, IEnumerable<IReadOnlyList<string?>> first) =>
        $"{sentence}: {string.Join(", ", first.Select(r => $"({string.Join(", ", r.Select(v => v ?? "null"))})"))}"
        + $"{(count > Shown ? ", …" : "")}";

    /// <summary>A note without the rows that it shows; any other note as it is.</summary>
    public static string WithoutRows(string note) => Showing().Replace(note, "$1");

    [GeneratedRegex(@"\A((?:1 row is|[0-9,]+ rows are) left: .*?): \(.*\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Showing();
}
