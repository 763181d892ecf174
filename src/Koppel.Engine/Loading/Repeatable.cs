using System.Text.RegularExpressions;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading;

/// <summary>
/// Whether a statement gives the same values when it is read again. One with <c>now()</c> or <c>random()</c> does not, nor one that numbers
/// rows as they come: what a load that broke off had sent of it would not be known again by its values. So it sends nothing before all of
/// it is planned.
/// </summary>
internal static partial class Repeatable
{
    /// <summary>Words that are no functions to DuckDB, or become some only as they are read.</summary>
    static readonly string[] s_words =
        ["current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "sysdate", "sample", "tablesample"];

    /// <summary>
    /// What goes by the order in which rows come, which no remote system promises: a row that somebody adds meanwhile moves all behind it.
    /// Functions over a window are known by their <c>over</c>: <c>lead</c> alone is a table of Salesforce.
    /// </summary>
    static readonly string[] s_ofOrder =
        ["over", "any_value", "arbitrary", "array_agg", "string_agg", "group_concat", "listagg", "limit"];

    static volatile HashSet<string>? s_functions;

    /// <summary>Whether it does.</summary>
    /// <param name="duck">Knows its functions, macros and views.</param>
    /// <param name="names">All names in the statement.</param>
    public static bool Is(DuckInstance duck, IReadOnlySet<string> names)
    {
        var functions = s_functions ??= new HashSet<string>(
            duck.Query("select distinct function_name from duckdb_functions() where stability <> 'CONSISTENT'", r => r.GetString(0))
                .Concat(s_words).Concat(s_ofOrder), StringComparer.OrdinalIgnoreCase);
        var known = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        for (var found = known.ToList(); found.Count > 0;)
        {
            if (found.Exists(functions.Contains)) return false;
            found = [.. Definitions(duck, found).SelectMany(d => Name().Matches(d)).Select(m => m.Value).Where(known.Add)];
        }
        return true;
    }

    /// <summary>What macros and views of these names stand for.</summary>
    static List<string> Definitions(DuckInstance duck, List<string> names)
    {
        var among = string.Join(", ", names.Select(n => SqlText.Literal(n.ToLowerInvariant())));
        return duck.Query($"""
            select macro_definition from duckdb_functions() where macro_definition is not null and lower(function_name) in ({among})
            union all select sql from duckdb_views() where not internal and lower(view_name) in ({among})
            """, r => r.GetString(0));
    }

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{Nd}_]*")]
    private static partial Regex Name();
}
