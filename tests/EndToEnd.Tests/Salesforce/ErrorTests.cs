using System.Security.Cryptography;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// What goes wrong is told in a sentence with what to do, with the right exit code; nothing is doubled and no secret shown.
/// </summary>
public sealed class ErrorTests
{
    const string Contacts = "select count(LastName) from Contact@sf";

    [Fact]
    public async Task A_session_that_ends_in_the_middle_is_renewed_once_and_the_rows_are_whole()
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 500, QueryPage = 60 });
        await org.SetFaultsAsync("401@3:/services/data/v", "401@6:/services/data/v");
        var rows = await org.RowsAsync("select Id, LastName from Contact@sf");
        Assert.Equal((500, 500), (rows.Count, rows.Select(r => r[0]).Distinct().Count()));
        Assert.InRange(org.Count("oauth2/token"), 2, 3);
    }

    [Fact]
    public async Task A_session_that_is_never_taken_is_renewed_once_and_then_told()
    {
        await using var org = await TestOrg.StartAsync();
        await org.SetFaultsAsync("401:1:/services/data/v");
        var run = await org.RunAsync("query", Contacts);
        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Contains("Salesforce", run.Error, StringComparison.Ordinal);
        Assert.Contains("INVALID_SESSION_ID", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, org.Count("oauth2/token"));
    }

    [Fact]
    public async Task An_allowance_that_is_used_up_is_told_and_nothing_is_tried_again()
    {
        await using var org = await TestOrg.StartAsync(("reserve", "0"));
        await org.ControlAsync(HttpMethod.Put, "limits", new { used = 15_000 });
        var run = await org.RunAsync("query", Contacts);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("the org's allowance of 24 hours is used up (REQUEST_LIMIT_EXCEEDED)", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, org.Server.GetStats().Throttled);
    }

    [Fact]
    public async Task The_share_of_other_programs_is_left_to_them()
    {
        await using var org = await TestOrg.StartAsync(("reserve", "0.2"));
        await org.ControlAsync(HttpMethod.Put, "limits", new { used = 11_999 });
        var run = await org.RunAsync("query", Contacts);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("of 15,000 in 24 hours, and 20% are left for other programs (reserve = 0.2). Nothing more is sent.", run.Error,
            StringComparison.Ordinal);
        Assert.Equal(0, org.Server.GetStats().Throttled);
    }

    [Fact]
    public async Task A_load_goes_on_when_there_are_calls_again()
    {
        await using var org = await TestOrg.StartAsync(("reserve", "0"));
        await org.RowsAsync("select 1 from Lead@sf limit 1");
        await org.SetFaultsAsync("403@3:/services/data/v67.0/composite");
        var run = await org.RunAsync("query", "insert into Lead@sf (LastName, Company, External_Id__c) "
            + "select 'Load ' || i, 'Limits', 'limits-' || i from range(900) t(i)", "--yes", "--summary", "json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("REQUEST_LIMIT_EXCEEDED", run.Error, StringComparison.Ordinal);
        await org.SetFaultsAsync();
        var rest = await org.RunAsync("resume", "1", "--yes");
        Assert.Equal(0, rest.ExitCode);
        Assert.Equal(900L, await org.ValueAsync("select count(distinct External_Id__c) from Lead@sf where Company = 'Limits'"));
        Assert.Equal(900L, await org.ValueAsync("select count(*) from Lead@sf where Company = 'Limits'"));
    }

    [Theory]
    [InlineData("414")]
    [InlineData("431")]
    public async Task An_address_that_is_too_long_is_cut_in_two_and_done(string status)
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 300 });
        await org.RowsAsync("create table keys@memory as select Email from Contact@sf where Email is not null");
        var all = await org.ValueAsync("select count(*) from keys@memory");
        await org.SetFaultsAsync($"{status}@1:/services/data/v67.0/query");
        var before = org.Count("/query");
        Assert.Equal(all, await org.ValueAsync("select count(*) from keys@memory k join Contact@sf c on c.Email = k.Email"));
        Assert.InRange(org.Count("/query") - before, 3, 5);
    }

    [Fact]
    public async Task A_query_that_is_too_long_for_every_address_goes_by_a_job_or_is_told_without_the_page()
    {
        const string Query = "select LastName from Contact@sf where Email = 'john.doe@acme.com'";
        await using var org = await TestOrg.StartAsync();
        await org.SetFaultsAsync("414:1:/services/data/v67.0/query");
        Assert.Equal("Doe", await org.ValueAsync(Query));
        Assert.Equal(1, org.Count("POST /services/data/{version}/jobs/query"));
        await org.SetFaultsAsync("414:1:/services/data/v67.0/query", "414:1:/services/data/v67.0/jobs");
        var run = await org.RunAsync("query", Query);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("414, the address of the call is too long.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1>", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_job_that_fails_is_told_with_what_to_do()
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", "10"));
        await org.SetFaultsAsync("query-fails:1");
        var run = await org.RunAsync("query", "select LastName from Contact@sf");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("gave up job 750", run.Error, StringComparison.Ordinal);
        Assert.Contains("Run it again; with fewer columns or a condition it takes less.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_whose_job_ends_half_way_is_brought_to_its_end_and_nothing_is_doubled()
    {
        await using var org = await TestOrg.StartAsync(("bulk_above", "10"));
        await org.SetFaultsAsync("job-fails@1");
        var run = await org.RunAsync("query", "insert into Contact@sf (LastName, Title) "
            + "select 'Half ' || i, 'half way' from range(500) t(i)", "--yes", "--summary", "json");
        var (read, changed, _, rejected, notSent) = run.Load();
        Assert.Equal((500, 0), (read, notSent));
        Assert.Equal(rejected == 0 ? 0 : 3, run.ExitCode);
        Assert.Equal(changed, await org.ValueAsync("select count(*) from Contact@sf where Title = 'half way'"));
        Assert.Equal(changed, await org.ValueAsync("select count(distinct LastName) from Contact@sf where Title = 'half way'"));
        Assert.InRange(org.Count("POST /services/data/{version}/jobs/ingest"), 2, 4);
    }

    [Fact]
    public async Task Locked_rows_are_sent_again_by_themselves()
    {
        await using var org = await TestOrg.StartAsync();
        await org.SetFaultsAsync("rows-locked@1");
        var run = await org.RunAsync("query", "insert into Contact@sf (LastName, Title, External_Id__c) "
            + "select 'Locked ' || i, 'locked', 'locked-' || i from range(150) t(i)", "--yes", "--summary", "json");
        Assert.Equal((0, 150), (run.ExitCode, run.Load().Changed));
        Assert.Equal(150L, await org.ValueAsync("select count(*) from Contact@sf where Title = 'locked'"));
    }

    [Fact]
    public async Task A_page_that_Salesforce_has_forgotten_is_told()
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 300, QueryPage = 50 });
        await org.SetFaultsAsync("locator-gone@2");
        var run = await org.RunAsync("query", "select LastName from Contact@sf");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("INVALID_QUERY_LOCATOR", run.Error, StringComparison.Ordinal);
        Assert.Contains("Salesforce has forgotten where it was: run it again.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_a_job_that_break_off_are_read_again_and_no_row_comes_twice()
    {
        await using var org = await TestOrg.StartAsync(new SalesforceOptions { Seed = 800, ResultPage = 100 }, ("bulk_above", "10"));
        await org.SetFaultsAsync("cut-halfway@2:/services/data/v67.0/jobs/query/", "cut-halfway@5:/services/data/v67.0/jobs/query/");
        var rows = await org.RowsAsync("select Id, LastName from Contact@sf");
        Assert.Equal((800, 800), (rows.Count, rows.Select(r => r[0]).Distinct().Count()));
    }

    [Fact]
    public async Task A_field_that_the_user_may_not_see_any_more_is_told_by_name()
    {
        await using var org = await TestOrg.StartAsync();
        await org.RowsAsync("select Score__c from Contact@sf");
        await org.ControlAsync(HttpMethod.Put, "fields", new { hidden = new[] { "Contact.Score__c" } });
        var fault = await org.FaultAsync("select Score__c from Contact@sf");
        Assert.Contains("INVALID_FIELD", fault.Message, StringComparison.Ordinal);
        Assert.Contains("No such column 'Score__c' on entity 'Contact'.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("this user may not see it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_the_user_may_not_see_is_no_column_of_the_table()
    {
        await using var org = await TestOrg.StartAsync();
        await org.ControlAsync(HttpMethod.Put, "fields", new { hidden = new[] { "Contact.Score__c", "Contact.Title" } });
        var run = await org.RunAsync("query", "select Score__c from Contact@sf");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Score__c", run.Error, StringComparison.Ordinal);
        var all = await org.RunAsync("query", "select * from Contact@sf where Email = 'john.doe@acme.com'", "--format", "json");
        Assert.Equal(0, all.ExitCode);
        Assert.Contains("\"Department\"", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Title\"", all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_the_wrong_kind_is_a_reject_with_Salesforces_word_and_the_others_are_written()
    {
        await using var org = await TestOrg.StartAsync();
        var run = await org.RunAsync("query", "insert into Contact@sf (LastName, AccountId, External_Id__c) "
            + "select 'Wrong', (select min(Id) from Lead@sf), 'w-1' union all select 'Right', (select min(Id) from Account@sf), 'w-2' "
            + "union all select 'Odd', 'somethingwonky', 'w-3'", "--yes", "--summary", "json");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal((3, 1, 2), (run.Load().Read, run.Load().Changed, run.Load().Rejected));
        Assert.Equal("Right", await org.ValueAsync("select LastName from Contact@sf where starts_with(External_Id__c, 'w-')"));
    }

    [Fact]
    public async Task Rows_of_an_id_that_is_none_are_not_asked_for()
    {
        await using var org = await TestOrg.StartAsync();
        Assert.Equal(0L, await org.ValueAsync("select count(*) from Contact@sf where AccountId = 'somethingwonky'"));
        Assert.Equal(0, org.Count("/query"));
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXNlY3JldA==\n-----END PRIVATE KEY-----")]
    [InlineData("no key at all: c2VjcmV0LXNlY3JldA==")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_key_file_that_is_broken_is_named_and_nothing_of_it_shown(string? text)
    {
        await using var org = await TestOrg.StartAsync(
            new SalesforceOptions(), ("client_secret", ""), ("username", "admin@koppel.example"), ("private_key_file", "broken.pem"));
        if (text is not null)
            await File.WriteAllTextAsync(Path.Combine(org.Folder, "broken.pem"), text, TestContext.Current.CancellationToken);
        var run = await org.RunAsync("query", Contacts);
        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Contains("broken.pem", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, org.Server.GetStats().Calls);
    }

    [Fact]
    public async Task A_key_that_the_app_does_not_have_is_refused_with_exit_code_4()
    {
        await using var org = await TestOrg.StartAsync(
            new SalesforceOptions(), ("client_secret", ""), ("username", "admin@koppel.example"), ("private_key_file", "other.pem"));
        using var key = RSA.Create(2048);
        await File.WriteAllTextAsync(Path.Combine(org.Folder, "other.pem"), key.ExportPkcs8PrivateKeyPem(),
            TestContext.Current.CancellationToken);
        var run = await org.RunAsync("query", Contacts);
        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Contains("invalid_grant", run.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(org.Folder, "other.pem"), org.Server.PrivateKey, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await org.RunAsync("query", Contacts)).ExitCode);
        File.Delete(Path.Combine(org.Folder, "other.pem"));
    }
}
