namespace Koppel.Connectors.Salesforce.Query;

/// <summary>A query in SOQL, before its values are cut into addresses of calls.</summary>
/// <param name="Object">The object.</param>
/// <param name="Fields">What is selected; <c>COUNT()</c> stands alone.</param>
internal sealed record SoqlQuery(string Object, IReadOnlyList<string> Fields)
{
    /// <summary>Conditions, each in brackets where it needs them; all hold together.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>The field whose values are many, so that they are asked for a part at a time; null for none.</summary>
    public string? ListField { get; init; }

    /// <summary>Its values, as SOQL writes them.</summary>
    public IReadOnlyList<string> List { get; init; } = [];

    /// <summary>By what it is grouped, or nothing.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The order, or nothing.</summary>
    public string OrderBy { get; init; } = "";

    /// <summary>How many rows at most, or null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The text with a part of the values, or with none of them in their brackets.</summary>
    public string Text(IEnumerable<string> values)
    {
        var conditions = ListField is null ? Conditions : [.. Conditions, $"{ListField} IN ({string.Join(',', values)})"];
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        var group = GroupBy.Count == 0 ? "" : $" GROUP BY {string.Join(", ", GroupBy)}";
        var order = OrderBy.Length == 0 ? "" : $" ORDER BY {OrderBy}";
        return FormattableString.Invariant(
            $"SELECT {string.Join(", ", Fields)} FROM {Object}{where}{group}{order}{(Limit is { } limit ? $" LIMIT {limit}" : "")}");
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => Text(List);

    /// <summary>The text for a reader: of many values the first.</summary>
    public string Short() => List.Count <= 3 ? ToString() : Text([List[0], List[1], "…"]);
}
