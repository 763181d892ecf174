namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>Replays all that was recorded of the real API and compares status, keys at every level, kinds, and the bodies of errors.</summary>
public sealed class RecordingTests
{
    /// <summary>The families whose every call is answered as recorded. The list only grows.</summary>
    static readonly HashSet<string> Done =
    [
        "ruby-a/AccountContacts", "ruby-a/Accounts", "ruby-a/Addresses", "ruby-a/ContactTags", "ruby-a/Contacts", "ruby-a/FieldValues", "ruby-a/Fields",
        "ruby-a/Groups", "ruby-a/Lists", "ruby-a/Tags", "ruby-a/Users",
        "ruby-a/DealCustomFieldData", "ruby-a/DealCustomFieldMeta", "ruby-a/DealStages", "ruby-a/Deals", "ruby-a/Pipelines",
        "ruby-b/ContactGateway", "ruby-b/ContactTagGateway", "ruby-b/CustomFieldGateway", "ruby-b/CustomFieldOptionGateway",
        "ruby-b/CustomFieldValueGateway", "ruby-b/GroupGateway", "ruby-b/ListGateway", "ruby-b/ListGroupGateway", "ruby-b/TagGateway",
        "ruby-b/UserGateway",
        "ruby-b/ContactAutomationGateway", "ruby-b/ContactScoreValueGateway", "ruby-b/EmailActivityGateway", "ruby-b/TaskTypeGateway",
        "ruby-b/TemplateGateway",
    ];

    /// <summary>Where the counts and the differences are written; runners show what a test prints only when it fails.</summary>
    static readonly string Report = Path.Combine(AppContext.BaseDirectory, "recordings.txt");

    [Fact]
    public async Task Real_answers_have_the_same_status_keys_and_kinds()
    {
        if (!Recording.AreThere) Assert.Skip("There are no recordings of the real API beside this folder.");
        List<string> report = [];
        List<string> faults = [];
        var (calls, right, files) = (0, 0, 0);
        foreach (var family in Recording.All.GroupBy(recording => recording.Family))
        {
            List<string> differences = [];
            var wrong = 0;
            foreach (var recording in family)
            {
                var found = await Replay.DifferencesAsync(recording);
                wrong += found.Count > 0 ? 1 : 0;
                differences.AddRange(found.Select(difference => $"{family.Key}/{recording.Name}: {difference}"));
            }

            var (made, all) = (family.Sum(recording => recording.Exchanges.Count), family.Count());
            (calls, files, right) = (calls + made, files + all, right + all - wrong);
            report.Add($"{family.Key}: {made} calls, {all - wrong} of {all} files as recorded{(Done.Contains(family.Key) ? "" : ", not declared done")}");
            foreach (var difference in differences) report.Add("  " + difference);
            if (Done.Contains(family.Key)) faults.AddRange(differences);
        }

        report.Add($"In all {calls} calls, {right} of {files} files as recorded.");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', report));
        await File.WriteAllLinesAsync(Report, report);
        Assert.True(calls >= 500, $"Only {calls} recorded calls were found.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
