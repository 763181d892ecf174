using System.Globalization;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>A statement over a table that is in the org and, copied, in the session.</summary>
/// <param name="Text">The statement; <c>@@</c> stands for the connection, <c>{where}</c> for the condition.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Taken">How many rows are taken of those that meet it; null for all.</param>
/// <param name="Key">The place of the column by which they are ordered; null for none, so that any will do.</param>
internal sealed record RandomStatement(string Text, string Condition, int? Taken = null, int? Key = null)
{
    /// <summary>Draws one.</summary>
    public static RandomStatement Of(Random random, IReadOnlyList<CopiedTable> tables)
    {
        var values = new RandomValues(random);
        var table = values.One(tables);
        var columns = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => values.One(table.Columns)).Distinct().ToList();
        var names = string.Join(", ", columns.Select(c => c.Sql));
        var where = new RandomConditions(random, table).Condition();
        var first = columns[0];
        var shape = random.Next(16);
        // Figures are only asked of Salesforce where every condition says exactly what SQL says.
        if (shape < 4 && random.Next(3) > 0) where = random.Next(2) == 0 ? "true" : $"{values.One(table.Columns).Sql} is not null";
        if (shape is 2 or 3) first = values.One([.. table.Columns.Where(c => c.Type is not ("VARCHAR" or "BOOLEAN"))]);
        switch (shape)
        {
            case 0: return new($"select count(*) from {table.Name}@@ where {{where}}", where);
            case 1: return new($"select count({first.Sql}), count(distinct {first.Sql}) from {table.Name}@@ where {{where}}", where);
            case 2: return new($"select min({first.Sql}), max({first.Sql}) from {table.Name}@@ where {{where}}", where);
            case 3: return new($"select min({first.Sql}), count(*) from {table.Name}@@ where {{where}}", where);
            case 4: return new($"select {names}, count(*) from {table.Name}@@ where {{where}} group by {names}", where);
            case 5: return new($"select distinct {names} from {table.Name}@@ where {{where}}", where);
            case 6: return Joined(random, table, columns);
            case 7: return new($"select {names} from {table.Name}@@ where {{where}} limit 5", where, 5);
            case 8 or 9 or 10: return Ordered(random, table, columns, where);
            default: return new($"select {names} from {table.Name}@@ where {{where}}", where);
        }
    }

    /// <summary>The statement over the org, pushdown as it comes.</summary>
    public string Pushed => Over("@sf", Condition);

    /// <summary>The same with a condition that nobody can send.</summary>
    public string Held => Over("@sf", $"case when {Condition} then true else false end");

    /// <summary>The same over the copy.</summary>
    public string Copied => Over("@memory", Condition);

    /// <summary>All rows of the copy that meet the condition, of which some are taken.</summary>
    public string Whole => Copied[..(Copied.LastIndexOf(Key is null ? " limit " : " order by ", StringComparison.Ordinal))];

    string Over(string connection, string condition) => Text
        .Replace("@@", connection, StringComparison.Ordinal).Replace("{where}", condition, StringComparison.Ordinal);

    static RandomStatement Ordered(Random random, CopiedTable table, List<CopiedColumn> columns, string where)
    {
        if (random.Next(2) == 0) where = "true";
        var count = 1 + random.Next(12);
        var by = $"{columns[0].Sql} {(random.Next(2) == 0 ? "asc" : "desc")} nulls {(random.Next(2) == 0 ? "first" : "last")}";
        var names = string.Join(", ", columns.Select(c => c.Sql));
        var offset = random.Next(3) == 0 ? $" offset {random.Next(20).ToString(CultureInfo.InvariantCulture)}" : "";
        return new(
            string.Create(CultureInfo.InvariantCulture,
                $"select {names} from {table.Name}@@ where {{where}} order by {by} limit {count}{offset}"),
            where, count, 0);
    }

    static RandomStatement Joined(Random random, CopiedTable table, List<CopiedColumn> columns)
    {
        var (key, values) = (columns[0], new RandomValues(random));
        var list = Enumerable.Range(0, 1 + random.Next(80)).Select(_ => $"(try_cast({values.For(key)} as {key.Type}))");
        var keys = $"(select * from (values {string.Join(", ", list)}) v(k))";
        var names = string.Join(", ", columns.Select(c => "t." + c.Sql));
        var where = random.Next(2) == 0 ? "true" : new RandomConditions(random, table, "t.").Condition(1);
        return new(random.Next(4) switch
        {
            0 => $"select {names} from {table.Name}@@ t where t.{key.Sql} in (select k from {keys} j) and {{where}}",
            1 => $"select k, {names} from {keys} j left join {table.Name}@@ t on t.{key.Sql} = j.k where {{where}}",
            2 => $"select {names} from {table.Name}@@ t where not exists (select * from {keys} j where j.k = t.{key.Sql}) and {{where}}",
            _ => $"select k, {names} from {table.Name}@@ t join {keys} j on t.{key.Sql} = j.k where {{where}}",
        }, where);
    }
}
