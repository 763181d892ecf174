using Koppel.Engine.Dialects.Formats;
using Koppel.Engine.Dialects.Texts;

namespace Koppel.Engine.Dialects;

/// <summary>
/// What Oracle, SQL Server and marketers' tools have and DuckDB has not, or has otherwise. See docs/decisions/0040-functions-of-others.md.
/// </summary>
internal static class ForeignFunctions
{
    static readonly TextFunction ToChar = new("koppel to_char", ToCharFunction.Of);
    static readonly TextFunction ToDate = new("koppel to_date", ToDateFunction.Of);
    static readonly TextFunction ToNumber = new("koppel to_number", ToNumberFunction.Of);
    static readonly TextFunction Instr = new("koppel instr", InstrFunction.Of);
    static readonly TextFunction InitCap = new("koppel initcap", a => Texts.InitCap.Of(a[0]));
    static readonly TextFunction Soundex = new("koppel soundex", a => Texts.Soundex.Of(a[0]));
    static readonly TextFunction Normalize = new("koppel normalize_email", a => EmailAddress.Normalize(a[0]));
    static readonly TextFunction IsEmail = new("koppel is_email", a => a[0] is { } x ? EmailAddress.Is(x) ? "true" : "false" : null);
    static readonly TextFunction Domain = new("koppel email_domain", a => EmailAddress.Domain(a[0]));
    static readonly TextFunction Tags = new("koppel split_tags", a => TagList.Joined(a[0]));

    /// <summary>Now, as Oracle's <c>sysdate</c>: to the second, in the session's time zone.</summary>
    public const string SysDate = "cast(date_trunc('second', now()) as timestamp)";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, ForeignFunction> All { get; } = new ForeignFunction[]
    {
        new("nvl", "(a, b) as coalesce(a, b)"),
        new("nvl2", "(a, b, c) as case when a is not null then b else c end"),
        new("decode", "(a) as system.main.decode(a)") { FromArguments = 3, FormFor = Decode },
        new("getdate", "() as cast(now() as timestamp)"),
        new("dual", "() as table select 'X' as dummy"),
        new("to_char",
            "(v) as cast(v as varchar)",
            "(v, f) as \"koppel to_char\"(cast(v as varchar), typeof(v), f)",
            "(v, f, n) as \"koppel to_char\"(cast(v as varchar), typeof(v), f, n)") { Uses = [ToChar] },
        new("to_date",
            "(v) as cast(v as timestamp)",
            "(v, f) as cast(\"koppel to_date\"(cast(v as varchar), f) as timestamp)",
            "(v, f, n) as cast(\"koppel to_date\"(cast(v as varchar), f, n) as timestamp)") { Uses = [ToDate] },
        new("to_number",
            "(v) as cast(\"koppel to_number\"(cast(v as varchar)) as double)",
            "(v, f) as cast(\"koppel to_number\"(cast(v as varchar), f) as double)",
            "(v, f, n) as cast(\"koppel to_number\"(cast(v as varchar), f, n) as double)") { Uses = [ToNumber] },
        new("instr",
            "(a, b) as strpos(a, b)",
            "(a, b, p) as cast(\"koppel instr\"(a, b, cast(p as varchar), '1') as bigint)",
            "(a, b, p, o) as cast(\"koppel instr\"(a, b, cast(p as varchar), cast(o as varchar)) as bigint)")
            { FromArguments = 3, Uses = [Instr] },
        new("initcap", "(a) as \"koppel initcap\"(cast(a as varchar))") { Uses = [InitCap] },
        new("soundex", "(a) as \"koppel soundex\"(cast(a as varchar))") { Uses = [Soundex] },
        new("normalize_email", "(a) as \"koppel normalize_email\"(cast(a as varchar))") { Uses = [Normalize] },
        new("is_email", "(a) as cast(\"koppel is_email\"(cast(a as varchar)) as boolean)") { Uses = [IsEmail] },
        new("email_domain", "(a) as \"koppel email_domain\"(cast(a as varchar))") { Uses = [Domain] },
        new("split_tags", "(a) as list_filter(string_split(\"koppel split_tags\"(cast(a as varchar)), chr(31)), lambda t: t <> '')")
            { Uses = [Tags] },
    }.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Oracle's <c>decode</c>, to which two nulls are alike.</summary>
    static string Decode(int arguments)
    {
        var pairs = (arguments - 1) / 2;
        var names = Enumerable.Range(1, pairs).SelectMany(i => new[] { $"s{i}", $"r{i}" }).ToList();
        var whens = string.Concat(Enumerable.Range(1, pairs).Select(i => $" when e is not distinct from s{i} then r{i}"));
        if (arguments % 2 == 1) return $"(e, {string.Join(", ", names)}) as case{whens} end";
        return $"(e, {string.Join(", ", names)}, d) as case{whens} else d end";
    }
}
