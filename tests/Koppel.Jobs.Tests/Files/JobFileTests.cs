using Koppel.Jobs.Files;

namespace Koppel.Jobs.Tests.Files;

/// <summary>What a job's file can say, what is wrong with it, and how it is changed.</summary>
public sealed class JobFileTests : IDisposable
{
    const string Whole = """
        # What runs at night.
        schedule = "every day at 02:00"   # when nobody works
        time_zone = "Europe/Amsterdam"
        on_missed = "run_once"
        automations = "skip"
        script = "tags.sql"

        [guards]
        max_changes = 5000
        max_deletes = "5 %"

        [variables]
        since = "2026-01-01"

        [alerts]
        webhook = "${secret:HOOK}"
        mail = ["ops@example.com"]
        on = ["failed", "recovered"]
        rejected_above = "2 %"

        [alerts.smtp]
        host = "mail.example.com"
        from = "koppel@example.com"
        user = "koppel"
        password = "${secret:SMTP_PASSWORD}"

        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-job-files-");

    JobFolder Folder => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_says_all_that_a_job_is()
    {
        Write("nightly", Whole);
        var job = Assert.Single(Folder.All()).Job!;
        Assert.Equal(("nightly", "every day at 02:00", "Europe/Amsterdam"), (job.Name, job.Schedule!.Text, job.Zone.Id));
        Assert.Equal((OnMissed.RunOnce, "skip", true), (job.OnMissed, job.Automations, job.Enabled));
        Assert.Equal("5000", job.Guards["max_changes"]);
        Assert.Equal("2026-01-01", job.Variables["since"]);
        Assert.Equal(Path.Combine(_folder.FullName, "tags.sql"), job.Script);
        Assert.Equal((2.0, "${secret:SMTP_PASSWORD}"), (job.Alerts!.RejectedAbove, job.Alerts.Smtp!.Password));
        Assert.Equal([AlertKind.Failed, AlertKind.Recovered], job.Alerts.On);
    }

    [Theory]
    [InlineData("schedule = \"every day at 02:00\"", "jobs/x.toml: it is not said what its loads may start")]
    [InlineData("automations = \"maybe\"", "jobs/x.toml:1: 'automations' is 'maybe'. Write run or skip.")]
    [InlineData("automations = \"run\"\nscedule = \"x\"", "jobs/x.toml:2: a job has no setting 'scedule'. Did you mean 'schedule'?")]
    [InlineData("automations = \"run\"\nmax_changes = 5", "Did you mean 'guards.max_changes'?")]
    [InlineData("automations = \"run\"\nschedule = \"now\"", "jobs/x.toml:2: The schedule 'now' is not understood")]
    [InlineData("automations = \"run\"\ntime_zone = \"Europe/Amstrdam\"", "Did you mean 'Europe/Amsterdam'?")]
    [InlineData("automations = \"run\"\nscript = \"../x.sql\"", "which is no .sql file beside this one")]
    [InlineData("automations = \"run\"\nmapping = \"m\"\nscript = \"x.sql\"", "a script or a mapping, not both")]
    [InlineData("automations = \"run\"\n[guards]\nmax_changes = \"many\"", "jobs/x.toml:3: 'max_changes'")]
    [InlineData("automations = \"run\"\n[alerts]\nwebhook = \"http://hooks.example.com\"", "goes unencrypted to another machine")]
    [InlineData("automations = \"run\"\n[alerts]\nmail = \"ops@example.com\"", "to send mail a server is needed")]
    [InlineData("automations = \"run\"\n[alerts]\nwebhook = \"https://a.example\"\non = [\"filed\"]", "'filed' is nothing that is told")]
    [InlineData("automations = \"run\"\n[alerts]\nmail = \"a@b.nl\"\n[alerts.smtp]\nhost = \"m\"\nfrom = \"a@b.nl\"\npassword = \"geheim\"",
        "the password stands in the file. Store it with koppel secrets set")]
    [InlineData("automations = ", "this is not TOML")]
    public void What_is_wrong_is_told_with_its_line_and_what_to_write(string text, string fault)
    {
        Write("x", text);
        var listing = Assert.Single(Folder.All());
        Assert.Null(listing.Job);
        Assert.Contains(listing.Faults, f => f.Contains(fault, StringComparison.Ordinal));
        Assert.DoesNotContain(listing.Faults, f => f.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once_and_the_other_jobs_are_there()
    {
        Write("bad", "scedule = \"x\"\nenabled = \"maybe\"\n");
        Write("good", "automations = \"run\"\n");
        var all = Folder.All();
        Assert.Equal(3, all[0].Faults.Count);
        Assert.Null(all[1].Job!.Schedule);
    }

    [Fact]
    public void A_change_leaves_the_comments_and_all_else_as_somebody_wrote_it()
    {
        Write("nightly", Whole);
        var values = new Dictionary<string, IReadOnlyList<string>?>
        {
            ["enabled"] = ["false"], ["schedule"] = ["every weekday at 03:00"], ["alerts.webhook"] = null, ["guards.max_creates"] = ["10"],
            ["alerts.mail"] = ["a@example.com", "b@example.com"],
        };
        var listing = Folder.Find("nightly")!;
        var seen = listing.ETag;
        var script = new JobStatementsChange("select 1", JobStatements.Read(listing.Script!).Mark!);
        new JobFileWriter(Folder).Change("nightly", values, script, seen);
        var expected = Whole.Replace("every day at 02:00\"   #", "every weekday at 03:00\"   #", StringComparison.Ordinal)
            .Replace("script = \"tags.sql\"\n", "script = \"tags.sql\"\nenabled = false\n", StringComparison.Ordinal)
            .Replace("max_deletes = \"5 %\"\n", "max_deletes = \"5 %\"\nmax_creates = \"10\"\n", StringComparison.Ordinal)
            .Replace("webhook = \"${secret:HOOK}\"\n", "", StringComparison.Ordinal)
            .Replace("[\"ops@example.com\"]", "[\"a@example.com\", \"b@example.com\"]", StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(_folder.FullName, "nightly.toml")));
        Assert.Equal("select 1", File.ReadAllText(Path.Combine(_folder.FullName, "tags.sql")));
        var fault = Assert.Throws<JobFileException>(() => new JobFileWriter(Folder).Change("nightly", values, null, seen));
        Assert.Equal(JobFileFault.Changed, fault.Kind);
    }

    [Fact]
    public void A_new_job_is_written_with_its_statements_and_never_over_another()
    {
        var writer = new JobFileWriter(Folder);
        var values = new Dictionary<string, IReadOnlyList<string>?>
        {
            ["schedule"] = ["every day at 02:00"], ["automations"] = ["run"], ["alerts.webhook"] = ["https://hooks.example.com/\"x\\"],
        };
        Assert.Equal("https://hooks.example.com/\"x\\", writer.Create("new-one", values, "select 1").Job!.Alerts!.Webhook);
        Assert.Equal(JobFileFault.Changed, Assert.Throws<JobFileException>(() => writer.Create("new-one", values, null)).Kind);
        foreach (var name in (string[])["../x", "a/b", "", "Ü", "con", "a.b", new string('a', 61), ".x"])
            Assert.Equal(JobFileFault.Wrong, Assert.Throws<JobFileException>(() => writer.Create(name, values, null)).Kind);
        Assert.Equal(["new-one.sql", "new-one.toml"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order());
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name + ".toml"), text);
}
