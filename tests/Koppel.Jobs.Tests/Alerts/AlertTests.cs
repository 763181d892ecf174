using System.Text.Json.Nodes;
using Koppel.Jobs.History;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace Koppel.Jobs.Tests.Alerts;

/// <summary>Who is told of a job, over real sockets.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    const string Job = "automations = \"skip\"\n[alerts]\n", Bad = "select * from nothing@ac";

    const string HalfRejected =
        "insert into ContactTagsByEmail@ac (email, tag) select email, 'x' from "
        + "((select email from contacts@ac order by id limit 2) union all values ('no address'), (null)) t(email)";

    JobRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await JobRoom.StartAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_told_when_a_job_failed_and_when_it_runs_again_and_not_in_between()
    {
        await using var hook = await Hook.StartAsync();
        await using var jobs = Open($"webhook = \"{hook.Url}\"\n", Bad);
        Assert.Equal("webhook: 127.0.0.1 was told.", (await RunAsync(jobs)).Alert);
        var told = Assert.Single(hook.Told);
        Assert.Equal(("nightly", "failed", "failed"), (Text(told, "job"), Text(told, "event"), Text(told, "state")));
        Assert.Contains("nothing", Text(told, "fault"), StringComparison.Ordinal);
        Assert.Contains("Koppel: job nightly failed", Text(told, "text"), StringComparison.Ordinal);

        Script("select 1");
        Assert.NotNull((await RunAsync(jobs)).Alert);
        Assert.Equal("recovered", Text(hook.Told[^1], "event"));
        Assert.Null((await RunAsync(jobs)).Alert);
        Assert.Equal(2, hook.Told.Count);
    }

    [Theory]
    [InlineData("rejected_above = \"49 %\"\n", true)]
    [InlineData("rejected_above = 50\n", false)]
    [InlineData("on = [\"failed\"]\n", false)]
    [InlineData("", true)]
    public async Task Rejects_are_told_above_the_share_that_is_written(string setting, bool isTold)
    {
        await using var hook = await Hook.StartAsync();
        await using var jobs = Open($"webhook = \"{hook.Url}\"\n{setting}", HalfRejected);
        var run = await RunAsync(jobs);
        Assert.Equal((JobState.CompletedWithRejects, isTold), (run.State, run.Alert is not null));
        if (!isTold) return;
        Assert.Equal("rejected", Text(hook.Told[0], "event"));
        Assert.Equal("""{"read":4,"changed":2,"unchanged":0,"rejected":2,"notSent":0}""", hook.Told[0]["books"]!.ToJsonString());
    }

    [Fact]
    public async Task A_webhook_that_does_not_take_it_is_tried_three_times_and_that_stands_in_the_history()
    {
        await using var hook = await Hook.StartAsync(500);
        await using var jobs = Open("webhook = \"${env:HOOK}\"\n", Bad);
        _room.Variables["HOOK"] = hook.Url + "?key=geheim";
        var run = await RunAsync(jobs);
        Assert.Equal("webhook: NOT TOLD: 127.0.0.1 answered 500.", run.Alert);
        Assert.Equal(3, hook.Told.Count);

        _room.Variables["HOOK"] = "http://hooks.example.com/geheim";
        run = await RunAsync(jobs);
        Assert.Contains("goes unencrypted to another machine", run.Alert, StringComparison.Ordinal);
        _room.Variables.Clear();
        run = await RunAsync(jobs);
        Assert.Contains("NOT TOLD: what is written refers to the environment variable HOOK, which is not set", run.Alert,
            StringComparison.Ordinal);
        Assert.DoesNotContain(jobs.Store.History(), e => $"{e.Alert}{e.Fault}".Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_goes_to_those_who_are_named_with_the_books_and_the_password_of_a_secret()
    {
        await using var server = new SmtpListener();
        _room.Variables["SMTP"] = "wachtwoord";
        await using var jobs = Open($"mail = [\"ops@example.com\", \"jan@example.com\"]\n{Smtp(server)}"
            + "user = \"koppel\"\npassword = \"${env:SMTP}\"\n", HalfRejected);
        var run = await RunAsync(jobs);
        Assert.Equal("mail: ops@example.com, jan@example.com was told.", run.Alert);
        var mail = Assert.Single(server.Mails);
        Assert.Contains("Subject: Koppel: job nightly had 50 % of its rows rejected", mail, StringComparison.Ordinal);
        Assert.Contains("4 read = 2 changed + 0 unchanged + 2 rejected + 0 not sent", mail.Replace("=3D", "=", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<jan@example.com>", server.Said);
        Assert.Contains(server.Said, l => l.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        Assert.DoesNotContain("wachtwoord", run.Alert + mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_stands_in_the_history()
    {
        await using var server = new SmtpListener { Recipient = "550 no such user" };
        await using var jobs = Open($"mail = \"ops@example.com\"\n{Smtp(server)}", Bad);
        Assert.StartsWith("mail: NOT TOLD: 127.0.0.1 did not take the mail (", (await RunAsync(jobs)).Alert, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_cannot_be_sent_says_so_and_changes_nothing_of_its_run_or_of_those_that_follow()
    {
        await using var server = new SmtpListener { Sender = "530 Authentication required" };
        await using var jobs = Open($"mail = \"ops@example.com\"\n{Smtp(server)}", HalfRejected);
        var run = await RunAsync(jobs);
        Assert.Equal((JobState.CompletedWithRejects, new JobBooks(4, 2, 0, 2, 0), null), (run.State, run.Books, run.Fault));
        Assert.NotNull(run.LedgerRun);
        Assert.Equal("mail: NOT TOLD: 127.0.0.1 wants a user and a password; write user and password below [alerts.smtp].", run.Alert);
        Script("select 1");
        var next = await RunAsync(jobs);
        Assert.Equal((JobState.Completed, null), (next.State, next.Alert));
    }

    [Fact]
    public async Task What_no_mail_program_takes_for_an_address_is_told_when_the_file_is_read()
    {
        await using var server = new SmtpListener();
        await using var jobs = Open($"mail = \"ops@example.com,\"\n{Smtp(server)}", Bad);
        Assert.Contains("'ops@example.com,' is no address of mail", Assert.Single(jobs.Find("nightly")!.Listing.Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_does_not_answer_holds_up_no_run()
    {
        var answer = new TaskCompletionSource();
        await using var hook = await Hook.StartAsync();
        hook.Answers = answer.Task;
        await using var jobs = Open($"webhook = \"{hook.Url}\"\n", Bad);
        var first = jobs.Run("nightly", out var told);
        while (hook.Told.Count == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Failed, jobs.Store.Find(first.Id)!.State);
        Script("select 1");
        var second = jobs.Run("nightly", out var alsoTold);
        while (!jobs.Store.Find(second.Id)!.State.IsEnd()) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(told.IsCompleted || alsoTold.IsCompleted);
        answer.SetResult();
        Assert.Equal(["webhook: 127.0.0.1 was told.", "webhook: 127.0.0.1 was told."], [(await told).Alert, (await alsoTold).Alert]);
        Assert.Equal(["failed", "recovered"], hook.Told.Select(t => Text(t, "event")));
    }

    [Fact]
    public async Task What_a_program_that_was_killed_behind_a_run_did_not_tell_is_told_by_the_next_one()
    {
        await using var hook = await Hook.StartAsync();
        await using (var jobs = Open($"webhook = \"{hook.Url}\"\n", Bad)) await RunAsync(jobs);
        Assert.Single(hook.Told);
        Change("update history set alert = null, alert_state = 'owed'"); // As it stands between the end of a run and its alert.

        await using var next = _room.Open();
        next.Start();
        while (hook.Told.Count < 2) await Task.Delay(20, TestContext.Current.CancellationToken);
        await next.StopAsync();
        Assert.Equal("failed", Text(hook.Told[1], "event"));
        Assert.Equal(("webhook: 127.0.0.1 was told.", false), next.Store.History().Select(e => (e.Alert, e.AlertFailed)).Single());
    }

    [Fact]
    public async Task A_history_of_the_form_before_is_gone_on_with()
    {
        await using var hook = await Hook.StartAsync(500);
        await using (var jobs = Open($"webhook = \"{hook.Url}\"\n", Bad)) await RunAsync(jobs);
        Change("drop index owed_alerts; alter table history drop column alert_state; pragma user_version = 1");

        await using var next = _room.Open();
        Assert.False(next.Store.History().Single().AlertFailed);
        Assert.True((await RunAsync(next)).AlertFailed);
    }

    void Change(string sql)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(_room.StateFolder, "jobs.db")};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    static string Smtp(SmtpListener server) =>
        FormattableString.Invariant(
            $"[alerts.smtp]\nhost = \"127.0.0.1\"\nport = {server.Port}\nsecurity = \"none\"\nfrom = \"koppel@example.com\"\n");

    static string Text(JsonNode told, string name) => told[name]!.GetValue<string>();

    JobHost Open(string alerts, string sql)
    {
        _room.Write("nightly", Job + alerts, sql);
        return _room.Open();
    }

    void Script(string sql) => File.WriteAllText(Path.Combine(_room.Folder, "jobs", "nightly.sql"), sql);

    static async Task<JobEntry> RunAsync(JobHost jobs)
    {
        jobs.Run("nightly", out var ended);
        return await ended;
    }
}
