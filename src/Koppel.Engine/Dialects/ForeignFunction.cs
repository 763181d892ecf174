namespace Koppel.Engine.Dialects;

/// <summary>
/// A function that people know from another database, as a macro of DuckDB. It is made when a statement names it, and never over one of the
/// user's.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Forms">Its forms, such as <c>(a, b) as coalesce(a, b)</c>.</param>
internal sealed record ForeignFunction(string Name, params IReadOnlyList<string> Forms)
{
    /// <summary>Calls with fewer arguments are DuckDB's own function.</summary>
    public int FromArguments { get; init; }

    /// <summary>A form for each number of arguments up to the greatest that is called, for a function that takes any number.</summary>
    public Func<int, string>? FormFor { get; init; }

    /// <summary>What its forms are written with.</summary>
    public IReadOnlyList<TextFunction> Uses { get; init; } = [];

    /// <summary>The arguments of its longest form, such as <c>(a, b)</c>.</summary>
    public string Arguments => Forms[^1][..(Forms[^1].IndexOf(')', StringComparison.Ordinal) + 1)];

    /// <summary>The statement that makes it.</summary>
    /// <param name="most">The greatest number of arguments that it is called with.</param>
    public string Sql(int most)
    {
        var forms = FormFor is null ? Forms : [.. Forms, .. Enumerable.Range(FromArguments, most - FromArguments + 1).Select(FormFor)];
        return $"create or replace temp macro {Name}{string.Join(", ", forms)}";
    }
}
