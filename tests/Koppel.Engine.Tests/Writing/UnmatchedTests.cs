using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A load tells which rows of its source an inner join left out, because they have no partner in a table of the system.</summary>
public sealed class UnmatchedTests
{
    const string WouldMatch = "would if case and spaces did not count";

    const string Source = """
        create table s@memory as from (values
            (1, 'ada@x.nl', 'VIP'), (2, 'ADA@x.nl', 'VIP'), (3, 'bob@x.de ', 'VIP'), (4, 'nobody@x.nl', 'Test'),
            (5, null, 'Test'), (6, 'nobody@x.nl', 'Nope'), (7, 'eva@x.nl', 'test'), (8, 'eva@x.nl', null)) v(n, email, tag);
        """;

    internal static async Task<(Crm Crm, LoadReport Report)> LoadAsync(string query, bool isScanned = false, string source = Source)
    {
        var crm = isScanned ? Scanned() : LookedUp();
        await using var database = crm.Open();
        var last = (await database.RunAsync($"{source}; insert into contactTags@ac (contact, tag) {query}"))[^1].Of;
        return last is FailedResult failed ? throw failed.Fault : (crm, Assert.IsType<LoadResult>(last).Report);
    }

    static Crm Scanned() => new()
    {
        Contacts = new MemoryTable("contacts", [.. new Crm().Contacts.Schema.Columns]) { Rows = new Crm().Contacts.Rows },
        Tags = new MemoryTable("tags", [.. new Crm().Tags.Schema.Columns]) { Rows = new Crm().Tags.Rows },
    };

    static Crm LookedUp() => new()
    {
        Contacts = new MemoryTable("contacts", [.. new Crm().Contacts.Schema.Columns])
        {
            Filters = [FilterRule.Exact("id"), FilterRule.Lookup("email", 10), FilterRule.Inexact("country")], PageSize = 1,
            Rows = new Crm().Contacts.Rows,
        },
    };

    static string Told(LoadReport report) => string.Join('\n', UnmatchedText.Lines(report.Outcome.Unmatched, run: null));

    static string Of(UnmatchedRows rows) => $"{rows.Count} of {rows.Rows} by {rows.By}, {rows.Near} near";

    [Theory]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c on c.email = s.email")]
    [InlineData("select c.id, 10 from contacts@ac c join s@memory s on s.email = c.email")]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c using (email)")]
    [InlineData("select c.id, 10 from s@memory s, contacts@ac c where s.email = c.email")]
    [InlineData("with x as (select email, tag from s@memory) select c.id, 10 from x join contacts@ac c on c.email = x.email")]
    [InlineData("select * from (select c.id, 10 from s@memory s join contacts@ac c using (email)) order by 1")]
    [InlineData("select distinct c.id, 10 from s@memory s join contacts@ac c using (email)")]
    [InlineData("select c.id, max(length(s.tag)) from s@memory s join contacts@ac c using (email) group by c.id")]
    [InlineData("select c.id, 10 from (select distinct email from s@memory) s join contacts@ac c using (email)")]
    [InlineData("select c.id, 10 from s@memory s left join tags@ac t on t.tag = s.tag join contacts@ac c using (email)")]
    public async Task Rows_without_a_partner_are_counted_in_every_form_of_join(string query)
    {
        foreach (var isScanned in new[] { false, true })
        {
            var (crm, report) = await LoadAsync(query, isScanned);
            var only = Assert.Single(report.Outcome.Unmatched);
            Assert.Equal(("s@inmemorystorage", "contacts@ac", CountBound.Exact), (only.Source, only.Target, only.Bound));
            // A capital, a blank, twice an unknown one, and one that is missing.
            Assert.Equal("5 of 8 by email, 2 near", Of(only));
            Assert.Equal(isScanned, !crm.Asked.Contains(" in (", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_report_says_it_in_a_sentence()
    {
        var (_, report) = await LoadAsync(
            "select c.id, t.id from s@memory s join contacts@ac c using (email) join tags@ac t on t.tag = s.tag", isScanned: true);
        Assert.Equal($"""
              unmatched 5 of 8 rows of s@inmemorystorage have no partner in contacts@ac by email; 2 of them {WouldMatch}
                        row 2 ('ADA@x.nl'), row 3 ('bob@x.de '), row 4 ('nobody@x.nl'), row 5 (null), row 6 ('nobody@x.nl')
              unmatched 3 of 8 rows of s@inmemorystorage have no partner in tags@ac by tag; 1 of them would if case and spaces did not count
                        row 6 ('Nope'), row 7 ('test'), row 8 (null)
            """.ReplaceLineEndings("\n"), Told(report));
        Assert.Equal(
            "  unmatched 1 of 3 rows of s@crm has no partner in c@ac by mail = email; it would if case and spaces did not count. See: "
            + "select * from unmatched@koppel where run = 7",
            Assert.Single(
                UnmatchedText.Lines(
                    [new UnmatchedRows("s@crm", "c@ac", "mail = email", 3, 1) { Near = 1 },
                        new UnmatchedRows("s@crm", "t@ac", "tag", 3, 0)], 7)));
    }

    [Fact]
    public async Task They_are_no_rows_of_the_load()
    {
        var (_, report) = await LoadAsync("select c.id, 10 from s@memory s join contacts@ac c using (email)");
        Assert.Equal((3L, 3L), (report.Outcome.Read, report.Outcome.Changed));
    }

    [Theory]
    [InlineData("s.n > 2", "4 of 6 by email, 1 near")]
    [InlineData("s.tag = 'VIP'", "2 of 3 by email, 2 near")]
    [InlineData("s.tag like '%s_' and s.n between 2 and 6", "2 of 2 by email, 0 near")]
    [InlineData("lower(s.tag) = 'test' and not (s.n = 4 or s.n + 1 = 6)", "0 of 1 by email, 0 near")]
    [InlineData("coalesce(s.email, '') <> ''", "4 of 7 by email, 2 near")]
    [InlineData("case when s.n = 1 then false else s.n::varchar <> '8' end", "5 of 6 by email, 2 near")]
    [InlineData("s.email is not null and s.n in (4, 5, 7)", "1 of 2 by email, 0 near")]
    [InlineData("c.score > s.n", "5 of 8 by email, 2 near")]
    public async Task Rows_that_the_statements_own_conditions_leave_out_are_not_among_them(string condition, string told)
    {
        var (_, report) =
            await LoadAsync($"select c.id, 10 from s@memory s join contacts@ac c using (email) where {condition}", isScanned: true);
        var only = Assert.Single(report.Outcome.Unmatched);
        Assert.Equal((told, CountBound.Exact), (Of(only), only.Bound));
    }

    [Theory]
    [InlineData("c.id = 1", "7 of 8 by email, 1 near")] // Exact.
    [InlineData("c.country = 'NL'", "5 of 8 by email, 1 near")] // Inexact: others come too.
    [InlineData("c.active", "7 of 8 by email, 1 near")] // Not asked for.
    public async Task A_partner_is_a_row_that_the_statement_asks_for(string condition, string told)
    {
        var (_, report) = await LoadAsync($"select c.id, 10 from s@memory s join contacts@ac c using (email) where {condition}");
        Assert.Contains("contacts@ac where ", Told(report), StringComparison.Ordinal);
        Assert.Equal(CountBound.Exact, report.Outcome.Unmatched[0].Bound);
        Assert.Equal(told, Of(report.Outcome.Unmatched[0]));
    }

    [Fact]
    public async Task An_expression_over_the_source_is_joined_by_as_well()
    {
        var (_, report) =
            await LoadAsync("select c.id, 10 from s@memory s join contacts@ac c on c.email = lower(trim(s.email))", isScanned: true);
        Assert.Equal("3 of 8 by lower(trim(email)) = email, 0 near", Of(Assert.Single(report.Outcome.Unmatched)));
        var (_, clean) = await LoadAsync(
            "with x as (select lower(trim(email)) as mail from s@memory) select c.id, 10 from x join contacts@ac c on c.email = x.mail "
            + "where x.mail like '%@%'");
        Assert.Equal("2 of 7 by lower(trim(email)) = email, 0 near", Of(Assert.Single(clean.Outcome.Unmatched)));
    }

    [Fact]
    public async Task All_parts_of_a_key_count_together()
    {
        const string Places = "create table s@memory as from (values ('ada@x.nl', 'NL'), ('ada@x.nl', 'nl '), ('ada@x.nl', 'DE'), "
            + "('bob@x.de', 'DE'), ('gus@x.fr', null)) v(email, country);";
        foreach (var isScanned in new[] { false, true })
        {
            var (_, report) = await LoadAsync(
                "select c.id, 10 from s@memory s join contacts@ac c on c.email = s.email and c.country = s.country", isScanned, Places);
            Assert.Equal("3 of 5 by email, country, 1 near", Of(Assert.Single(report.Outcome.Unmatched)));
        }
    }

    [Fact]
    public async Task Numbers_are_joined_by_as_well()
    {
        var (_, report) = await LoadAsync("select c.id, 10 from s@memory s join contacts@ac c on c.id = s.contact",
            source: "create table s@memory as select unnest([1, 2, 99, null]) as contact");
        Assert.Equal("2 of 4 by contact = id, 0 near", Of(Assert.Single(report.Outcome.Unmatched)));
    }

    [Theory]
    [InlineData("select c.id, 10 from s@memory s left join contacts@ac c using (email)")]
    [InlineData("select c.id, 10 from contacts@ac c left join s@memory s using (email)")]
    [InlineData("select id, 10 from contacts@ac where email in (select email from s@memory)")]
    [InlineData("select n, 10 from s@memory s where exists (select 1 from contacts@ac c where c.email = s.email)")]
    [InlineData("select n, (select max(id) from contacts@ac c where c.email = s.email) from s@memory s")]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c on lower(c.email) = s.email")]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c on c.email > s.email")]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c on c.email is not distinct from s.email")]
    [InlineData("select n, 10 from s@memory where email not in (select s.email from s@memory s join contacts@ac c using (email))")]
    [InlineData("select a.id, 10 from contacts@ac a join contactTags@ac b on b.contact = a.id")]
    public async Task Nothing_is_told_where_nothing_is_dropped_or_the_targets_side_is_no_plain_column(string query)
    {
        var (_, report) = await LoadAsync(query);
        Assert.Empty(report.Outcome.Unmatched);
        Assert.Empty(report.Outcome.Notes);
    }

    [Theory]
    [InlineData("select c.id, 10 from (select email from s@memory order by n limit 3) s join contacts@ac c using (email)",
        CountBound.AtMost)]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c using (email) where s.tag in (select 'VIP')", CountBound.AtMost)]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c using (email) where ord(s.tag) > 0", CountBound.AtMost)]
    [InlineData("select c.id, 10 from s@memory s join contacts@ac c using (email) where length(c.country) = 2", CountBound.AtLeast)]
    [InlineData("select c.id, 10 from s@memory s join (select email, max(id) as id from contacts@ac group by email having count(*) > 1) c "
        + "using (email)", CountBound.AtLeast)]
    public async Task What_cannot_be_counted_exactly_is_told_as_a_bound(string query, CountBound bound)
    {
        var (_, report) = await LoadAsync(query);
        Assert.Equal(bound, report.Outcome.Unmatched[0].Bound);
        Assert.Contains(bound == CountBound.AtMost ? "unmatched at most " : "unmatched at least ", Told(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_targets_rows_did_not_all_come_it_is_said_that_it_is_not_known()
    {
        var (_, limited) =
            await LoadAsync("select c.id, 10 from s@memory s join contacts@ac c on c.email = s.email limit 1", isScanned: true,
            source: "create table s@memory as select 'ada@x.nl' as email from range(10000)");
        Assert.All(limited.Outcome.Unmatched, u => Assert.Equal(0, u.Count));
        var (_, other) =
            await LoadAsync("select c.id, 10 from s@memory s join contacts@ac c on s.email = c.email join ids@memory i on c.id = i.id",
            source: Source + "create table ids@memory as select 1 as id");
        Assert.Equal("5 of 8 by email, 2 near", Of(Assert.Single(other.Outcome.Unmatched)));
        Assert.Equal(
            "how many rows of ids@inmemorystorage have no partner in contacts@ac by id is not known: of contacts@ac only the rows that "
            + "another table has were asked for", Assert.Single(other.Outcome.Notes));
    }

    [Fact]
    public async Task A_lookup_asks_for_the_values_without_blanks_too_when_it_stays_cheaper_than_the_table()
    {
        var (crm, report) = await LoadAsync("select c.id, 10 from s@memory s join contacts@ac c using (email)",
            source: "create table s@memory as select unnest(['ada@x.nl', ' bob@x.de']) as email");
        Assert.Equal("contacts(id, email) where \"email\" in (' bob@x.de', 'ada@x.nl', 'bob@x.de')", crm.Asked);
        Assert.Equal("1 of 2 by email, 1 near", Of(Assert.Single(report.Outcome.Unmatched)));
    }

    [Fact]
    public async Task A_source_of_another_system_is_read_once()
    {
        var crm = new Crm();
        var people = new MemoryTable("people", Column.Text("mail"),
            Column.Text("kind")) { Rows = [["ada@x.nl", "a"], ["x@x.nl", "a"], ["Bob@x.de", "b"], [null, "b"]] };
        var sheet = new MemoryTable(
            "sheet", Column.Text("mail"), Column.Text("unused")) { Rows = [["ada@x.nl", "u"], ["Eva@x.nl ", "u"]], IsFree = true };
        await using var database =
            TestDatabase.Over(("ac", [crm.Contacts, crm.Tags, crm.ContactTags]), ("shop", [people]), ("crm", [sheet]));
        var results = await database.RunAsync("""
            insert into contactTags@ac (contact, tag) select c.id, 10 from people@shop p join contacts@ac c on c.email = p.mail where p.kind
                <> 'z';
            insert into contactTags@ac (contact, tag) select c.id, 10 from sheet@crm p join contacts@ac c on c.email = p.mail
            """);
        var told = results.Select(r => Assert.IsType<LoadResult>(r.Of).Report.Outcome.Unmatched[0]).ToList();
        Assert.Equal(["3 of 4 by mail = email, 1 near", "1 of 2 by mail = email, 0 near"], told.Select(Of));
        Assert.Equal(["people@shop", "sheet@crm"], told.Select(t => t.Source));
        Assert.Equal(["people(mail, kind) where \"kind\" <> 'z'", "sheet(mail)"], people.Asked.Concat(sheet.Asked));
    }

    [Fact]
    public async Task Explain_shows_the_first_of_them()
    {
        await using var database = Scanned().Open();
        var plan = await database.PlanAsync(
            $"{Source} explain insert into contactTags@ac (contact, tag) select c.id, 10 from s@memory s join contacts@ac c using "
                + $"(email) where s.n < 4");
        Assert.Contains($"""
              unmatched 2 of 3 rows of s@inmemorystorage have no partner in contacts@ac by email; all of them {WouldMatch}
                        row 2 ('ADA@x.nl'), row 3 ('bob@x.de ')
            """.ReplaceLineEndings("\n"), plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_read_in_several_places_is_counted_at_each()
    {
        var (crm, report) = await LoadAsync("""
            select a.id, 10 from s@memory s join contacts@ac a using (email) where a.country = 'NL'
            union all select b.id, 11 from s@memory s join contacts@ac b using (email) where b.country = 'DE'
            """);
        Assert.Equal(["5 of 8 by email, 1 near", "8 of 8 by email, 1 near"], report.Outcome.Unmatched.Select(Of));
        Assert.Single(crm.Contacts.Asked);
    }

    [Fact]
    public async Task An_update_and_a_synchronize_tell_them_as_well()
    {
        Column[] columns = [Column.Key("id"), Column.Text("email") with { Required = true }, Column.Text("name")];
        WritableMemoryTable people = new("people", columns)
        {
            Schema = new TableSchema(
                "people", columns) { Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete },
            Rows = [[1L, "ada@x.nl", "Ada"], [2L, "bob@x.de", "Bob"]],
        };
        await using var database = TestDatabase.Of(people, new Crm().Tags);
        var results = await database.RunAsync($"""
            {Source}
            update people@ac p set name = s.tag from s@memory s where s.email = p.email and s.n < 5;
            synchronize (select s.email, t.tag as name from s@memory s join tags@ac t on t.tag = s.tag where s.n in (1, 3, 6, 7)) to
                people@ac with insert or delete identified by email;
            synchronize (select s.email, t.tag as name from s@memory s join tags@ac t on t.tag = s.tag where s.n in (1, 3)) to people@ac
                with insert identified by email
            """);
        var told = results.Skip(1).Select(r => Assert.Single(Assert.IsType<LoadResult>(r.Of).Report.Outcome.Unmatched)).ToList();
        Assert.Equal(["3 of 4 by email, 2 near", "2 of 4 by tag, 1 near", "0 of 2 by tag, 0 near"], told.Select(Of));
        Assert.Equal(["people@ac", "tags@ac", "tags@ac"], told.Select(t => t.Target));
    }
}
