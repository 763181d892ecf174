namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>Conditions of SQL on the columns of a table, of every kind.</summary>
/// <param name="random">Draws them.</param>
/// <param name="table">The table.</param>
/// <param name="alias">What stands before each column's name, with its point; or nothing.</param>
internal sealed class RandomConditions(Random random, CopiedTable table, string alias = "")
{
    static readonly string[] Signs = ["=", "<>", "<", "<=", ">", ">=", "=", "is distinct from", "is not distinct from"];

    readonly RandomValues _values = new(random);

    /// <summary>A condition of a few parts.</summary>
    public string Condition(int depth = 2)
    {
        if (depth == 0 || random.Next(3) == 0) return Leaf(_values.One(table.Columns));
        return random.Next(6) switch
        {
            0 => $"not ({Condition(depth - 1)})",
            1 or 2 => $"({Condition(depth - 1)} or {Condition(depth - 1)})",
            _ => $"{Condition(depth - 1)} and {Condition(depth - 1)}",
        };
    }

    string Leaf(CopiedColumn column)
    {
        var name = alias + column.Sql;
        if (column.Type == "BOOLEAN" && random.Next(2) == 0)
            return _values.One([name, $"not {name}", $"{name} is true", $"{name} is not true", $"{name} is null", $"{name} is not null"]);
        if (column.Type == "VARCHAR" && random.Next(3) > 0) return OfText(column, name);
        return random.Next(12) switch
        {
            0 => $"{name} is null",
            1 => $"{name} is not null",
            2 => $"{name} between {_values.For(column)} and {_values.For(column)}",
            3 or 4 => $"{name} in ({List(column)})",
            5 => $"{name} not in ({List(column)})",
            6 => $"{_values.For(column)} {_values.One(Signs)} {name}",
            7 => $"{name} not between {_values.For(column)} and {_values.For(column)}",
            8 => $"coalesce({name}, {_values.For(column)}) = {_values.For(column)}",
            _ => $"{name} {_values.One(Signs)} {_values.For(column)}",
        };
    }

    string OfText(CopiedColumn column, string name)
    {
        var text = _values.Words(column with { Values = [.. column.Values.OfType<string>()] });
        var begin = text[..(text.Length / 3)];
        return random.Next(12) switch
        {
            0 => $"{name} like {RandomValues.Text(begin + "%")}",
            1 => $"{name} like {RandomValues.Text($"%{begin}%")}",
            2 => $"{name} like {RandomValues.Text("%" + text)}",
            3 => $"{name} like {RandomValues.Text(text.Length == 0 ? "_" : "_" + text[1..])}",
            4 => $"{name} ilike {RandomValues.Text(begin + "%")}",
            5 => $"{name} ilike {RandomValues.Text($"%{text}%")}",
            6 => $"{name} not like {RandomValues.Text(begin + "%")}",
            7 => $"starts_with({name}, {RandomValues.Text(begin)})",
            8 => $"contains({name}, {RandomValues.Text(begin)})",
            9 => $"lower({name}) = {RandomValues.Text(text.ToLowerInvariant())}",
            10 => $"{name} = {RandomValues.Text(text)}",
            _ => $"suffix({name}, {RandomValues.Text(text.Length > 2 ? text[^2..] : text)})",
        };
    }

    string List(CopiedColumn column) => string.Join(
        ", ", Enumerable.Range(0, 1 + random.Next(random.Next(5) == 0 ? 60 : 4)).Select(_ => _values.For(column)));
}
