using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Dialects;

/// <summary>Functions that people know from Oracle, SQL Server and their marketing tools give what they give there.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("nvl(null, 'x')", "x")]
    [InlineData("nvl('a', 'x')", "a")]
    [InlineData("nvl2(null, 1, 2)", "2")]
    [InlineData("nvl2('a', 1, 2)", "1")]
    [InlineData("decode(2, 1, 'one', 2, 'two')", "two")]
    [InlineData("decode(3, 1, 'one', 2, 'two')", "∅")]
    [InlineData("decode(3, 1, 'one', 2, 'two', 'many')", "many")]
    [InlineData("decode(null, 1, 'one', null, 'nothing')", "nothing")]
    [InlineData("decode(9, 1,1, 2,2, 3,3, 4,4, 5,5, 6,6, 7,7, 8,8, 9,9, 0)", "9")]
    [InlineData("decode('ab'::blob)", "ab")]
    [InlineData("getdate() between now()::timestamp - interval 1 minute and now()::timestamp + interval 1 minute", "true")]
    [InlineData("instr('CORPORATE FLOOR', 'OR')", "2")]
    [InlineData("instr('CORPORATE FLOOR', 'OR', 3, 2)", "14")]
    [InlineData("instr('CORPORATE FLOOR', 'OR', -3, 2)", "2")]
    [InlineData("instr('CORPORATE FLOOR', 'OR', 3)", "5")]
    [InlineData("instr('abc', 'x', 1)", "0")]
    [InlineData("instr('abc', null, 1)", "∅")]
    [InlineData("initcap('the soap o''neil ÉCLAIR')", "The Soap O'Neil Éclair")]
    [InlineData("initcap('rene' || chr(769) || 'e jansen')", "Rene\u0301e Jansen")]
    [InlineData("levenshtein('kitten', 'sitting')", "3")]
    [InlineData("soundex('Smith') || soundex('SMYTHE')", "S530S530")]
    [InlineData("soundex('Robert')", "R163")]
    [InlineData("soundex('Tymczak')", "T522")]
    [InlineData("soundex('Ashcraft')", "A261")]
    [InlineData("soundex('Pfister')", "P236")]
    [InlineData("soundex('123')", "∅")]
    [InlineData("normalize_email('  Ada Jansen <Ada@X.NL> ')", "ada@x.nl")]
    [InlineData("normalize_email('mailto:Ada@x.nl?subject=Hi')", "ada@x.nl")]
    [InlineData("normalize_email(' ')", "∅")]
    [InlineData("is_email('ada.o-neil+news@mail.x.nl')", "true")]
    [InlineData("is_email('ada@x') or is_email('a b@x.nl') or is_email('ada@x..nl') or is_email('.a@x.nl') or is_email(' a@x')", "false")]
    [InlineData("is_email(null)", "∅")]
    [InlineData("email_domain('Ada@X.NL')", "x.nl")]
    [InlineData("email_domain('nobody')", "∅")]
    public async Task A_function_of_another_database_gives_what_it_gives_there(string expression, string expected)
    {
        await using var database = new Crm().Open();
        Assert.Equal(expected, await database.TextAsync($"select coalesce(cast({expression} as varchar), '∅')"));
    }

    [Fact]
    public async Task A_text_of_tags_is_split_where_marketers_split_it()
    {
        await using var database = new Crm().Open();
        Assert.Equal("A|B|C, D|E|F|G", await database.TextAsync(
            "select string_agg(t, '|') from (select unnest(split_tags(' A, B; \"C, D\" ||E|| ;F\n G,,')) as t)"));
        Assert.Equal("0", await database.TextAsync("select count(*) from (select unnest(split_tags(null)))"));
        Assert.Equal("0", await database.TextAsync("select len(split_tags(' ; , '))"));
        Assert.Equal("say \"hi\"|5\" disc", await database.TextAsync(
            "select array_to_string(split_tags('\"say \"\"hi\"\"\", 5\" disc'), '|')"));
    }

    [Fact]
    public async Task A_macro_of_the_users_wins_whenever_it_is_made()
    {
        await using var database = new Crm().Open();
        Assert.Equal("1", await database.TextAsync("select nvl(null, 1)"));
        Assert.Equal("mine", await database.TextAsync("create macro nvl(a, b) as 'mine'; select nvl(null, 1)"));
        Assert.Equal("mine", await database.TextAsync("select nvl(null, 1) from contacts@ac where nvl(country, 'x') = 'mine' limit 1"));
        Assert.Equal("1", await database.TextAsync("drop macro nvl; select nvl(null, 1)"));
        Assert.Equal("theirs", await database.TextAsync("create temp macro nvl(a, b) as 'theirs'; select nvl(null, 1)"));
    }

    [Fact]
    public async Task A_view_and_a_macro_that_use_one_keep_it()
    {
        await using var database = new Crm().Open();
        await database.RowsAsync(
            "create view v as select id, nvl(country, '-') as land from contacts@ac; create macro f(x) as nvl(x, 'none')");
        Assert.Equal("7", await database.TextAsync("select id from v where land = '-'"));
        Assert.Equal("7", await database.TextAsync("select id from contacts@ac where f(country) = 'none'"));
    }

    [Fact]
    public async Task A_condition_that_is_known_beforehand_is_pushed_down_and_any_other_gives_the_same_rows()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal("2", await database.TextAsync("select count(*) from contacts@ac where country = decode(1, 1, 'DE', 'NL')"));
        Assert.Contains("\"country\" = 'DE'", crm.Asked, StringComparison.Ordinal);
        Assert.Equal("3", await database.TextAsync("select count(*) from contacts@ac where decode(country, 'NL', 1, 0) = 1"));
        Assert.Equal("4", await database.TextAsync(
            "select count(*) from contacts@ac where cdate >= to_date('04.01.2026', 'DD.MM.YYYY')"));
        Assert.Equal("3", await database.TextAsync("select count(*) from contacts@ac where born > to_date('199302', 'YYYYMM')"));
        Assert.Equal("3", await database.TextAsync("select count(*) from contacts@ac where email_domain(email) = 'x.nl'"));
    }

    [Fact]
    public async Task A_load_may_use_them()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(
            "insert into contactTags@ac (contact, tag) select to_number('1'), nvl(null, 12)");
        Assert.Equal([1L, 12L], crm.ContactTags.Loads[^1].Given.Single());
    }

    [Fact]
    public async Task Without_a_call_nothing_is_made()
    {
        await using var database = new Crm().Open();
        Assert.Equal("0", await database.TextAsync(
            "select count(*) from duckdb_functions() where function_name in ('nvl', 'split_tags') or function_name like 'koppel %'"));
        Assert.Equal("x", await database.TextAsync("select nvl from (select 'x' as nvl)"));
    }

    [Theory]
    [InlineData('\u00a0')]
    [InlineData('\u1680')]
    [InlineData('\u2003')]
    [InlineData('\u200b')]
    [InlineData('\u2028')]
    [InlineData('\u202f')]
    [InlineData('\u205f')]
    [InlineData('\u2060')]
    [InlineData('\u3000')]
    [InlineData('\ufeff')]
    public async Task Any_blank_that_a_page_or_a_document_has_is_a_blank(char blank)
    {
        await using var database = new Crm().Open();
        string Blank(string sql) => sql.Replace('_', blank);
        Assert.Equal("1", await database.TextAsync(Blank("select_1_from dual")));
        Assert.Equal("True", await database.TextAsync(Blank("/*_*/select_sysdate__is not_null --_")));
        Assert.Equal("7", await database.TextAsync(Blank("use_ac;_select_max(id)_from_contacts")));
        Assert.Equal($"a{blank}b", await database.TextAsync($"select{blank}'a{blank}b'"));
        Assert.Equal(21, (await database.ErrorAsync(Blank("/*_*/_select_id,____nosuch_from_contacts@ac"))).Column);
    }

    [Theory]
    [InlineData("select to_date('2026-02-30', 'YYYY-MM-DD')", 8, "there is no such day or time")]
    [InlineData("select 1,\n to_number('a')", 2, "'a' is no number")]
    [InlineData("select to_char(1, '9Q9')", 8, "'Q' cannot stand where it does")]
    [InlineData("select to_char(now(), 'YYYY-XX')", 8, "begins with no element of a time")]
    [InlineData("select to_number('12345678901234567')", 8, "more than 15 digits")]
    [InlineData("select nvl(1)", 8, "nvl")]
    public async Task A_value_that_it_cannot_take_is_told_at_its_place(string script, int column, string message)
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync(script);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(column, fault.Column);
    }
}
