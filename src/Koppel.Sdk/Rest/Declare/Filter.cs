using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>A condition on a column that the API answers by itself.</summary>
public sealed record Filter
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>How the condition travels.</summary>
    public required FilterKind Kind { get; init; }

    /// <summary>A path pattern or the name of a parameter, as <see cref="Kind"/> asks.</summary>
    public required string Target { get; init; }

    /// <summary>How many values a call can carry. 1 unless told.</summary>
    public int Most { get; init; } = 1;

    /// <summary>Whether only rows that match come back. One that is inexact must not tell upper from lower case.</summary>
    public Match Match { get; init; } = Match.Exact;

    /// <summary>The list to ask, where it is not the table's own: the rows then stand beside its rows, under the table's name.</summary>
    public string? Through { get; init; }

    /// <summary>
    /// How the list of <see cref="Through"/> is cut into pages, where a value stands for more of its rows than a page holds; null where one
    /// page holds all. Its rows have a key of the same name as this table's.
    /// </summary>
    public Paging? ThroughPaging { get; init; }

    /// <summary>The rows do not say the value, so that it is that of the call. The default is false.</summary>
    public bool Gives { get; init; }

    /// <summary>One call a value, which stands in the path of a list: <c>contacts/{contact}/contactTags</c>.</summary>
    public static Filter Path(string column, string path) => new() { Column = column, Kind = FilterKind.Path, Target = path };

    /// <summary>One call a value, which stands in the path of one row: <c>tags/{id}</c>.</summary>
    public static Filter ById(string column, string path) => new() { Column = column, Kind = FilterKind.Item, Target = path };

    /// <summary>One call a value, as a parameter of the list: <c>contacts?email=…</c>.</summary>
    public static Filter Query(string column, string parameter, Match match) =>
        new() { Column = column, Kind = FilterKind.Query, Target = parameter, Match = match };

    /// <summary>
    /// A lower bound of a time, as a parameter that takes a day: <c>filters[created_after]=2026-01-31</c>. The day is set two earlier,
    /// because it is not known by which zone the system takes it and whether it counts the day itself. One that takes an instant says so
    /// by its <see cref="Times"/>.
    /// </summary>
    public static Filter Since(string column, string parameter) =>
        new() { Column = column, Kind = FilterKind.Above, Target = parameter, Match = Match.Inexact };

    /// <summary>An upper bound of a time, as <see cref="Since"/>.</summary>
    public static Filter Until(string column, string parameter) =>
        new() { Column = column, Kind = FilterKind.Below, Target = parameter, Match = Match.Inexact };

    /// <summary>How a bound of a time travels; null, the default, for a day.</summary>
    public TimeFormat? Times { get; init; }

    /// <summary>By how much a bound of a time is widened: some systems take the bound itself, others what is behind it.</summary>
    internal TimeSpan Margin => Times is null ? TimeSpan.FromDays(2) : TimeSpan.FromSeconds(1);

    /// <summary>Many values a call, as a repeated parameter of the list: <c>contacts?ids[]=1&amp;ids[]=2</c>.</summary>
    public static Filter Many(string column, string parameter, int most) =>
        new() { Column = column, Kind = FilterKind.Query, Target = parameter, Most = most };

    /// <summary>A lower bound that is not part of the rows: <c>id_greater=7</c>.</summary>
    public static Filter Above(string column, string parameter) => new() { Column = column, Kind = FilterKind.Above, Target = parameter };

    /// <summary>An upper bound that is not part of the rows: <c>id_less=7</c>.</summary>
    public static Filter Below(string column, string parameter) => new() { Column = column, Kind = FilterKind.Below, Target = parameter };
}

/// <summary>How a condition travels.</summary>
public enum FilterKind
{
    /// <summary>The value stands in the path of a list.</summary>
    Path,

    /// <summary>The value stands in the path of one row.</summary>
    Item,

    /// <summary>The value is a parameter.</summary>
    Query,

    /// <summary>The value is a lower bound.</summary>
    Above,

    /// <summary>The value is an upper bound.</summary>
    Below,
}

/// <summary>A column whose values stand in another list of the same answer, when the call asks for that list.</summary>
/// <param name="Column">The column: a list of whole numbers or of texts, or JSON for the whole rows of the other list.</param>
/// <param name="Include">The word behind <c>include=</c>, which is the name of the other list too.</param>
/// <param name="Owner">The field in the other list that holds the key of the table's row.</param>
/// <param name="Value">The field in the other list that holds the value; empty where the column holds whole rows.</param>
public sealed record Sideload(string Column, string Include, string Owner, string Value = "");
