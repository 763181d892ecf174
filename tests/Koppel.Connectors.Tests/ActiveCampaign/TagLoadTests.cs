using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>Giving contacts tags.</summary>
public sealed class TagLoadTests
{
    const string Imports = "POST /api/3/import/bulk_import";
    static readonly string[] Ids = ["contact", "tag"];
    static readonly string[] Names = ["email", "tag"];

    [Fact]
    public async Task A_thousand_new_pairs_travel_in_four_imports_and_a_second_load_sends_nothing()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 1_000);
        var tag = await TagAsync(account, "Autotechniek");
        var rows = Enumerable.Range(1, 1_000).Select(i => new object?[] { (long)i, tag }).ToList();

        var (plan, outcome) = await account.LoadAsync("ContactTagsByContactId", Ids, rows);
        Assert.Equal((1_000, 1_000, 0, 0), (plan.Read, plan.Changes, plan.Unchanged, plan.Rejects.Count));
        Assert.Equal((1_000, 1_000, 0, 0), (outcome.Read, outcome.Changed, outcome.Unchanged, outcome.NotSent));
        Assert.Equal(4, account.Count(Imports));
        Assert.Equal(4, plan.Calls.Single(c => c.Route == Imports).Count);

        account.Calls.Clear();
        var (_, again) = await account.LoadAsync("contactTags", Ids, rows);
        Assert.Equal((1_000, 0, 1_000), (again.Read, again.Changed, again.Unchanged));
        Assert.Equal(0, account.Writes);
    }

    [Fact]
    public async Task All_tags_of_a_contact_travel_together()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 300);
        var tags = new[] { await TagAsync(account, "One"), await TagAsync(account, "Two"), await TagAsync(account, "Three") };
        var rows = tags.SelectMany(t => Enumerable.Range(1, 300).Select(i => new object?[] { (long)i, t }));

        var (_, outcome) = await account.LoadAsync("contactTags", Ids, rows);

        Assert.Equal((900, 900), (outcome.Read, outcome.Changed));
        Assert.Equal(2, account.Count(Imports));
        Assert.Equal(900, (await account.ReadAsync("contactTags", ["contact", "tag"])).Count(r => tags.Contains(long.Parse(r[1]))));
    }

    [Fact]
    public async Task A_few_pairs_go_by_single_calls_and_are_there_at_once()
    {
        await using var account = await SandboxAccount.StartAsync();
        var tag = await TagAsync(account, "Test");

        var (plan, outcome) = await account.LoadAsync("contactTags", Ids, [[1L, tag], [2L, tag]]);

        Assert.Equal(2, outcome.Changed);
        Assert.Equal("POST /api/3/contactTags", Assert.Single(plan.Calls).Route);
        Assert.Equal(0, account.Count(Imports));
        Assert.Contains("automations run", Assert.Single(outcome.Notes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_automations_are_skipped_even_one_pair_goes_by_the_importer_which_alone_can_skip_them()
    {
        await using var account = await SandboxAccount.StartAsync(settings: ("automations", "skip"));
        var tag = await TagAsync(account, "Test");

        var (_, outcome) = await account.LoadAsync("contactTags", Ids, [[1L, tag]]);

        Assert.Equal(1, outcome.Changed);
        Assert.Equal(1, account.Count(Imports));
        Assert.Equal(
            ["automations are skipped: none starts (automations = skip on ac)",
                "so few contacts would be as quick by single calls, but only an import can skip automations"], outcome.Notes);
    }

    [Fact]
    public async Task Rows_that_name_nothing_that_is_there_are_rejected_with_the_reason_and_the_others_are_loaded()
    {
        await using var account = await SandboxAccount.StartAsync();
        var tag = await TagAsync(account, "Test");

        var (plan, outcome) =
            await account.LoadAsync("contactTags", Ids, [[1L, tag], [99_999L, tag], [2L, 88_888L], [null, tag], [3L, null], [1L, tag]]);

        Assert.Equal((6, 1, 1, 4, 0), (outcome.Read, outcome.Changed, outcome.Unchanged, outcome.Rejects.Count, outcome.NotSent));
        Assert.Equal(4, plan.Rejects.Count);
        Assert.Equal(
            [
                (2, "There is no contact with id 99999. Load the contact first, or leave the row out."),
                (3, "There is no tag with id 88888. Create the tag first, or leave the row out."),
                (4, "contact has no value. Give it the id of a contact."),
                (5, "tag has no value. Give it the id of a tag."),
            ],
            outcome.Rejects.First.Select(r => (r.Row, r.Cause.ToString())));
        Assert.Equal([RejectCode.ContactUnknown, RejectCode.TagUnknown, RejectCode.ValueMissing, RejectCode.ValueMissing],
            outcome.Rejects.First.Select(r => r.Code));
        Assert.Equal(["99999", tag.ToString()], outcome.Rejects.First[0].Values);
    }

    [Fact]
    public async Task What_the_query_has_shown_is_not_read_again()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 50);
        var target = await account.FindAsync<IWritableTable>("contactTags");
        await using var session =
            await account.BeginAsync("contactTags", Ids, Enumerable.Range(1, 50).Select(i => new object?[] { (long)i, 1L }));
        foreach (var side in target.SideReads)
        {
            var table = await account.FindAsync<IScanTable>(side.Table);
            var plan = table.Plan(new ScanRequest { Columns = [.. side.Columns.Select(c => table.Schema.Find(c)!)] });
            await foreach (var batch in table.ScanAsync(plan)) session.Observe(side.Table, batch);
        }
        account.Calls.Clear();

        var written = await session.PlanAsync(new PriceJournal());

        Assert.Empty(account.Calls);
        Assert.Equal(50, written.Changes + written.Unchanged);
    }

    [Fact]
    public async Task By_name_addresses_and_tags_are_found_without_case_and_missing_tags_are_created()
    {
        await using var account = await SandboxAccount.StartAsync();

        var (plan, outcome) =
            await account.LoadAsync("ContactTagsByEmail", Names, [["John.Doe@ACME.com", "test"], ["john.doe@acme.com", "Brand New"]]);

        Assert.Equal((2, 2), (outcome.Read, outcome.Changed));
        Assert.Equal(["tag 'Brand New'"], plan.Creates);
        var pairs = await account.ReadAsync(
            "ContactTagsByEmail", Names, new Predicate.Compare("email", ComparisonOperator.Equal, "john.doe@acme.com"));
        Assert.Equal(["Brand New", "Test"], pairs.Where(p => p[0] == "john.doe@acme.com").Select(p => p[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_plan_tells_the_way_not_taken_and_a_new_tag_that_looks_like_a_slip()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 600, timeScale: 1);
        await account.LoadAsync("tags", ["tag"], [["Autotechniek"]]);
        await using var session = await account.BeginAsync("ContactTagsByEmail", Names, [["john.doe@acme.com", "Autotechnik"]]);

        var plan = await session.PlanAsync(new PriceJournal());

        Assert.Equal(("one call a row", 1), (plan.Instead!.What, plan.Instead.Calls));
        Assert.Equal("the new tag 'Autotechnik' looks like 'Autotechniek', which is there: is it a slip?", plan.Notes[1]);
        Assert.Equal(2, plan.Notes.Count);
    }

    [Fact]
    public async Task By_name_missing_contacts_are_created_only_when_told()
    {
        await using var account = await SandboxAccount.StartAsync();
        object?[][] rows = [["new.person@example.com", "Test"], ["no address", "Test"]];

        var (_, refused) = await account.LoadAsync("ContactTagsByEmail", Names, rows);
        Assert.Equal((0, 2), (refused.Changed, refused.Rejects.Count));
        Assert.Equal(
            [
                "There is no contact with the address new.person@example.com. Load it into contacts first, or set create_contacts = on.",
                "'no address' is no e-mail address: it has no @. Correct it and load it again.",
            ],
            refused.Rejects.First.Select(r => r.Cause.ToString()));
        Assert.Equal(0, account.Writes);

        account.Set("create_contacts", "on");
        var (plan, created) = await account.LoadAsync("ContactTagsByEmail", Names, rows);
        Assert.Equal((1, 1), (created.Changed, created.Rejects.Count));
        Assert.Equal(["1 contact"], plan.Creates);
        Assert.Single(
            await account.ReadAsync(
                "contacts", ["id"], new Predicate.Compare("email", ComparisonOperator.Equal, "new.person@example.com")));
    }

    [Fact]
    public async Task By_name_missing_tags_are_rejected_when_creating_them_is_off()
    {
        await using var account = await SandboxAccount.StartAsync(settings: ("create_tags", "off"));

        var (_, outcome) = await account.LoadAsync("ContactTagsByEmail", Names, [["john.doe@acme.com", "Tset"]]);

        Assert.Equal("There is no tag named 'Tset'. Create it first, or set create_tags = on.",
            Assert.Single(outcome.Rejects.First).Cause.ToString());
        Assert.Equal(0, account.Writes);
    }

    [Theory]
    [InlineData("import-partial@1")]
    [InlineData("import-interrupted@1")]
    [InlineData("500-after@1:POST /api/3/import/bulk_import")]
    [InlineData("500-before@1:POST /api/3/import/bulk_import")]
    [InlineData("cut@1:POST /api/3/import/bulk_import")]
    [InlineData("429:0.2")]
    [InlineData("garbage:0.1")]
    [InlineData("503:0.1")]
    public async Task Whatever_fails_on_the_way_the_books_say_what_the_sandbox_holds(string fault)
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 600, faults: [fault]);
        var tag = await TagAsync(account, "Fault");

        var (_, outcome) =
            await account.LoadAsync("contactTags", Ids, Enumerable.Range(1, 600).Select(i => new object?[] { (long)i, tag }));

        Assert.Null(outcome.Fault);
        Assert.Equal((600, 0), (outcome.Changed + outcome.Rejects.Count, outcome.NotSent));
        var there = await account.ReadAsync("contactTags", ["contact", "tag"]);
        Assert.Equal(outcome.Changed, there.Count(r => r[1] == tag.ToString()));
        Assert.Equal(fault.StartsWith("import-partial", StringComparison.Ordinal), outcome.Rejects.Count > 0);
    }

    [Fact]
    public async Task Who_is_not_taken_behind_an_import_that_was_broken_off_may_have_been_changed_by_that_one()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 600, faults: ["import-interrupted@1", "import-partial@2"]);
        var tag = await TagAsync(account, "Fault");

        var (_, outcome) =
            await account.LoadAsync("contactTags", Ids, Enumerable.Range(1, 200).Select(i => new object?[] { (long)i, tag }));

        Assert.NotEqual(0, outcome.Rejects.Count);
        Assert.All(outcome.Rejects.First, r => Assert.Equal(RejectCode.InDoubt, r.Code));
    }

    [Fact]
    public async Task A_load_that_is_stopped_says_what_was_not_sent()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 600);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var (plan, outcome) =
            await account.LoadAsync("contactTags", Ids, Enumerable.Range(1, 600).Select(i => new object?[] { (long)i, 1L }), stop.Token);

        Assert.IsType<OperationCanceledException>(outcome.Fault, exactMatch: false);
        Assert.Equal(plan.Changes, outcome.NotSent);
        Assert.Equal(600, outcome.Changed + outcome.Unchanged + outcome.Rejects.Count + outcome.NotSent);
    }

    static async Task<long> TagAsync(SandboxAccount account, string name)
    {
        await account.LoadAsync("tags", ["tag"], [[name]]);
        var id = (await account.ReadAsync("tags", ["id", "tag"])).Single(r => r[1] == name)[0];
        account.Calls.Clear();
        return long.Parse(id);
    }
}
