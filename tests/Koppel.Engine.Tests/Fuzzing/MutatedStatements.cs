using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Fuzzing;

/// <summary>
/// Statements with faults: tokens of good ones left out, doubled, swapped, put in from others, cut off, nested and with odd characters.
/// </summary>
sealed class MutatedStatements(int seed)
{
    static readonly string[] Corpus =
    [
        "select secret, * from contacts@ac where country = 'NL' order by id desc limit 3",
        "with c as (select * from contacts@ac) select c.email, count(*) filter (where c.score > 2.5) from c join tags@ac t on t.id = c.id "
            + "group by all",
        "select a.*, b.secret from contacts@ac a natural join contacts@ac b qualify row_number() over (partition by a.country order by "
            + "b.id) = 1",
        "from contacts@ac c select * exclude (email) replace (upper(c.country) as country), columns('s.*') where secret is not null",
        "insert into contactTags@ac (contact, tag) select c.id, t.id from contacts@ac c, tags@ac t where t.tag = 'VIP' and c.secret > 's1'",
        "update contacts@ac c set country = upper(c.country), score = case when c.id > 3 then 1e3 else null end from tags@ac t where c.id "
            + "= t.id",
        "delete from contactTags@ac where tag in (select id from tags@ac where tag = $$Test$$)",
        "merge into contacts@ac using (select 1 as id, 'a@x.nl' as email) as s on s.id = contacts.id when matched then update set email = "
            + "s.email when not matched then insert (email) values (s.email)",
        "synchronize (select email, country from contacts@ac) to contacts@ac with insert, update stop after 3 rows, delete fail after 2 "
            + "rows identified by email ignore nulls on values",
        "undo contactTags@ac of run 12 delete created",
        "create or replace temp view v as select secret, * from contacts@ac union by name select id from tags@ac",
        "create table x@memory as select * from range(10) t(i); insert into x@memory values (1) returning *",
        "explain analyze select email label 'E-mail' from contacts@ac /* a /* nested */ comment */ -- and another",
        "set pace@ac = 5; set threads = 2; reset threads",
        "prepare p as select $1 + $name; execute p(1)",
        "pivot contacts@ac on country in ('NL', 'DE') using max(secret) group by active",
        "select list_transform([1, 2, 3], x -> x + 1), {'a': 1, 'b': [null]}, map {'k': 2}, '\u00fc\U0001F44D', e'\\n', x'ff', "
            + "1_000.5e-3, $tag$ text $tag$, \"q \"\" n\" from (values (1)) v(\"q \"\" n\")",
        "describe contacts@ac; summarize tags@ac; table contacts@ac order by secret",
    ];

    static readonly string[] Oddities =
    [
        "", "\0", "\uFEFF", "\u200B", "\u202E", "\uD800", "\uDFFF", "\U0001F469\u200D\U0001F4BB", "'", "\"", "$$", "/*", "*/", "--", "@",
        "@@", ";", "\n/\n", "?", "$", "$1", "$x", "(", ")",
        "[", "]", "{", "}", ".", "..", ",", "::", ":=", "->", "*", "* exclude", "columns(", "lambda x:", "natural", "secret", "\"secret\"",
        "contacts@ac", "@ac", "contacts@", "a@b@c",
        "explain", "union all", "label 'x'", "9999999999999999999999", "1e999", "0x", "e'\\", "x'", "returning *", "\u0000\u0001",
    ];

    static readonly IReadOnlyList<string> Tokens =
        [.. Corpus.SelectMany(c => Lexer.Tokenize(c).Select(t => c.Substring(t.Start, t.Length))).Concat(Oddities)];

    readonly Random _random = new(seed);

    /// <summary>The next one.</summary>
    public string Next()
    {
        var text = Pick(Corpus);
        var tokens = Lexer.Tokenize(text).Select(t => text.Substring(t.Start, t.Length)).ToList();
        for (var i = _random.Next(1, 6); i > 0 && tokens.Count > 0; i--) Change(tokens);
        var mutated = string.Concat(tokens);
        if (_random.Next(8) == 0) mutated = mutated[.._random.Next(mutated.Length + 1)];
        return _random.Next(50) == 0 ? Nested(mutated) : mutated;
    }

    void Change(List<string> tokens)
    {
        var at = _random.Next(tokens.Count);
        switch (_random.Next(7))
        {
            case 0: tokens.RemoveAt(at); break;
            case 1: tokens.Insert(at, tokens[at]); break;
            case 2: (tokens[at], tokens[^1]) = (tokens[^1], tokens[at]); break;
            case 3: tokens.Insert(at, Pick(Tokens)); break;
            case 4: tokens[at] = Pick(Tokens); break;
            case 5: tokens[at] = Garbled(tokens[at]); break;
            default: tokens.InsertRange(at, tokens.GetRange(at, _random.Next(tokens.Count - at + 1))); break;
        }
    }

    string Garbled(string token) =>
        token.Length == 0
            ? "x"
            : token.Remove(_random.Next(token.Length), 1).Insert(_random.Next(token.Length), ((char)_random.Next(1, 0x3000)).ToString());

    string Nested(string text)
    {
        var levels = _random.Next(2_000);
        var (open, close) = Pick<(string, string)>(
            [("(", ")"), ("[", "]"), ("/*", "*/"), ("not ", ""), ("(select ", ")"), ("explain ", ""), ("case when ", " end")]);
        return $"{(_random.Next(2) == 0 ? "select " : "")}{string.Concat(Enumerable.Repeat(open, levels))}{text}"
            + $"{string.Concat(Enumerable.Repeat(close, levels))}";
    }

    T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
