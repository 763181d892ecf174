using CsCheck;

namespace Koppel.Engine.Tests.Sql;

/// <summary>Generates SQL and what looks like it.</summary>
static class Texts
{
    static readonly Gen<string> Word =
        One("select", "from", "a", "\"b c\"", "\"q\"\"@x\"", "t1", "ünï", "_x", "where", "label", "a$b", "main");

    static readonly Gen<string> Quoted = One(
        "'x@y'", "'it''s; a'", "E'\\'; '", "$$ a@b; / $$", "$q$ $$ ' $q$", "x'00'", "''", "'\n/\n'");

    static readonly Gen<string> Blank = One(" ", "\n", "\t", "\r\n", " -- c@d; 'x\n", "/* a@b; /* ' */ */", "\n\n", "  ");

    static readonly Gen<string> Sign = One(
        "@", "@>", "<@", "@@", "+", "-", "*", "/", "::", "->>", ",", ".", "(", ")", "[", "]", "{", "}", "=", "<>", "||", "~", "1", "2.5e3",
        "0xF", "$1", "?", "#1", "!", ":");

    static readonly Gen<string> Noise = Gen.Char["'\"$@;/-*ab1\n \\.eE(_é"].Array[0, 12].Select(c => new string(c));

    static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Anything, well-formed or not.</summary>
    public static readonly Gen<string> Any = Gen.OneOf(Word, Quoted, Blank, Sign, Gen.Const(";"), Noise).Array[0, 30].Select(string.Concat);

    /// <summary>Pieces of SQL, each set off from the next by a blank, so that no <c>name@alias</c> comes about.</summary>
    public static readonly Gen<string> WithoutReferences =
        Gen.Select(Gen.OneOf(Word, Quoted, Sign).Where(p => p != "label"), Blank)
            .Select((piece, blank) => piece + blank).Array[1, 30].Select(string.Concat)
            .Where(t => !t.Contains("\n/\n", StringComparison.Ordinal));

    /// <summary>References as a user can write them, and what DuckDB gets for them.</summary>
    public static readonly Gen<(string Written, string Sql)> Reference = One(
        ("contacts@ac", "\"ac\".\"contacts\""), ("\"my \"\"t\"@\"a c\"", "\"a c\".\"my \"\"t\""),
        ("dbo.orders@ms", "\"ms\".\"dbo.orders\""),
        ("x@memory", "\"inmemorystorage\".\"x\""), ("X@InMemoryStorage", "\"inmemorystorage\".\"X\""), ("ünï@ac", "\"ac\".\"ünï\""));
}
