namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// The query for runs of a filter. What is not asked for is not in it, so that the newest are found without looking further.
/// </summary>
internal static class RunSql
{
    const string IsLike = "escape '\\'";

    /// <summary>The query.</summary>
    public static string Of(RunFilter filter)
    {
        var asked = Asked(filter).Select(
            (one, i) => one.Sql.Replace("$", FormattableString.Invariant($"${i + 1}"), StringComparison.Ordinal));
        var states = filter.States.Count == 0 ? []
            : (string[])[$"status_of(run, status) in ({string.Join(", ", filter.States.Select(s => $"'{s.ToWords()}'"))})"];
        var where = string.Join(" and ", asked.Concat(states));
        return FormattableString.Invariant(
            $"select {Records.RunColumns} from runs{(where.Length > 0 ? " where " : "")}{where} order by run desc limit {filter.Count}");
    }

    /// <summary>Its values.</summary>
    public static object?[] Values(RunFilter filter) => [.. Asked(filter).Select(a => a.Value)];

    static IEnumerable<(string Sql, object Value)> Asked(RunFilter filter)
    {
        if (filter.Before is { } before) yield return ("run < $", before);
        if (filter.From is { } from) yield return ("started >= $", State.LedgerTime.Of(from));
        if (filter.To is { } to) yield return ("started < $", State.LedgerTime.Of(to));
        if (filter.Text is { } text)
            yield return ($"(script || ' ' || coalesce(file, '') || ' ' || coalesce(user, '')) like $ {IsLike}", Pattern(text));
        if (filter.Target is { } target)
            yield return ($"exists (select 1 from statements s where s.run = runs.run and s.target like $ {IsLike})", Pattern(target));
    }

    /// <summary>A part of a text; what would be a pattern in it is none.</summary>
    static string Pattern(string text) => $"%{text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
}
