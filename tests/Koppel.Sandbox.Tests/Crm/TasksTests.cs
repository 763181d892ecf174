namespace Koppel.Sandbox.Tests.Crm;

public sealed class TasksTests
{
    const string Call =
        """{"dealTask":{"relid":1,"dealTasktype":1,"duedate":"2026-06-02T09:00:00-05:00","note":"Ask for the size","assignee":1}}""";

    [Fact]
    public async Task A_task_of_a_deal_is_its_next_one_until_it_is_done()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync();
        var created = await sandbox.PostAsync("dealTasks", Call);
        Assert.Equal((201, "Deal", """{"type":"deal","id":"1"}"""),
            (created.Status, created.Text("dealTask", "reltype"), created.Json["dealTask"]!["owner"]!.ToJsonString()));
        var deal = await sandbox.GetAsync("deals/1");
        Assert.Equal(("1", "2026-06-02T09:00:00-05:00", "2"),
            (deal.Text("deal", "nexttaskid"), deal.Text("deal", "nextdate"), deal.Text("deal", "activitycount")));
        var done = await sandbox.PutAsync("dealTasks/1", """{"dealTask":{"status":1}}""");
        Assert.Equal((200, "1"), (done.Status, done.Json["dealTask"]!["status"]!.ToJsonString()));
        Assert.Equal("2026-06-01T10:30:00-05:00", (await sandbox.GetAsync("dealTasks/1")).Text("dealTask", "donedate"));
        Assert.Equal("null", (await sandbox.GetAsync("deals/1")).Text("deal", "nexttaskid"));
        Assert.Equal(200, (await sandbox.DeleteAsync("dealTasks/1")).Status);
        Assert.Equal("""{"message":"No Result found for DealTask with id 1"}""", (await sandbox.GetAsync("dealTasks/1")).Body);
        Assert.Equal(404, (await sandbox.GetAsync("tasks")).Status);
    }

    [Fact]
    public async Task A_task_of_a_contact_says_so()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync(
            "dealTasks", """{"dealTask":{"ownerType":"contact","relid":"7","dealTasktype":"2","duedate":"2026-06-02"}}""");
        var read = await sandbox.GetAsync("dealTasks/1");
        Assert.Equal(("Subscriber", """{"type":"contact","id":"7"}"""),
            (read.Text("dealTask", "reltype"), read.Json["dealTask"]!["owner"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("""{}""",
        "The dealTask relid was not provided.|The dealTask dealTasktype was not provided.|The dealTask duedate was not provided.")]
    [InlineData("""{"relid":9,"dealTasktype":1,"duedate":"2026-06-02"}""", "The related relid does not exist.")]
    [InlineData("""{"relid":1,"dealTasktype":1,"duedate":"2026-06-02","ownerType":"house"}""",
        "The value you selected is not a valid choice.")]
    [InlineData("""{"relid":1,"dealTasktype":9,"duedate":"2026-06-02","ownerType":"contact"}""",
        "The related dealTasktype does not exist.")]
    [InlineData("""{"relid":1,"dealTasktype":1,"duedate":"tomorrow","ownerType":"contact"}""", "The dealTask duedate is no date.")]
    [InlineData("""{"relid":1,"dealTasktype":1,"duedate":"2026-06-02","ownerType":"contact","assignee":9}""",
        "The related assignee does not exist.")]
    public async Task What_a_task_lacks_is_refused(string task, string titles)
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PostAsync("dealTasks", $$"""{"dealTask":{{task}}}""");
        Assert.Equal((422, titles), (refused.Status, string.Join('|', refused.Titles())));
    }

    [Theory]
    [InlineData("filters[title]=size", "1")]
    [InlineData("filters[note]=ASK", "1")]
    [InlineData("filters[reltype]=Subscriber", "2,3")]
    [InlineData("filters[relid]=2", "2")]
    [InlineData("filters[status]=1", "3")]
    [InlineData("filters[d_tasktypeid]=2", "2,3")]
    [InlineData("filters[userid]=1", "1,2,3")]
    [InlineData("filters[assignee_userid]=1", "1")]
    [InlineData("filters[outcome_id]=1", "3")]
    [InlineData("filters[duedate]=2026-06-02", "1")]
    [InlineData("filters[due_after]=2026-06-02", "1,2")]
    [InlineData("filters[due_before]=2026-06-02", "3")]
    [InlineData("filters[duedate_range]=2026-06-02%2B2026-06-30", "1,2")]
    [InlineData("filters[duedate_range]=upcoming", "1")]
    [InlineData("filters[duedate_range]=scheduled", "2")]
    [InlineData("filters[duedate_range]=overdue", "")]
    public async Task A_condition_finds_its_tasks(string query, string ids)
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync();
        await sandbox.PostAsync("taskOutcomes", """{"taskOutcome":{"title":"Reached","sentiment":"Positive"}}""");
        await sandbox.PostAsync("dealTasks", Call.Replace("\"relid\":1", "\"relid\":1,\"title\":\"Size\"", StringComparison.Ordinal));
        await sandbox.PostAsync(
            "dealTasks", """{"dealTask":{"ownerType":"contact","relid":2,"dealTasktype":2,"duedate":"2026-06-20T09:00:00-05:00"}}""");
        await sandbox.PostAsync("dealTasks",
            """{"dealTask":{"ownerType":"contact","relid":3,"dealTasktype":2,"duedate":"2026-05-20T09:00:00-05:00","status":1"""
            + ""","outcomeId":1}}""");
        Assert.Equal(ids, string.Join(',', (await sandbox.GetAsync("dealTasks?" + query)).Column("dealTasks", "id")));
    }

    [Fact]
    public async Task A_task_type_has_a_title_of_its_own_and_stays_while_it_has_tasks()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(["Call", "Email", "Lunch"], (await sandbox.GetAsync("dealTasktypes")).Column("dealTasktypes", "title"));
        var created = await sandbox.PostAsync("dealTasktypes", """{"dealTasktype":{"title":"Visit"}}""");
        Assert.Equal((201, "4", "1"), (created.Status, created.Text("dealTasktype", "id"), created.Text("dealTasktype", "created_by")));
        Assert.Equal(["A task type with the same title already exists."],
            (await sandbox.PostAsync("dealTasktypes", """{"dealTasktype":{"title":"visit"}}""")).Titles());
        Assert.Equal("Trip",
            (await sandbox.PutAsync("dealTasktypes/4", """{"dealTasktype":{"title":"Trip","status":1}}""")).Text("dealTasktype", "title"));
        await sandbox.PostAsync("dealTasks", """{"dealTask":{"ownerType":"contact","relid":1,"dealTasktype":4,"duedate":"2026-06-02"}}""");
        Assert.Equal((403, "{}"), (await sandbox.DeleteAsync("dealTasktypes/4")) is var kept ? (kept.Status, kept.Body) : default);
        var moved = await sandbox.PutAsync("dealTasktypes/4/dealTasks", """{"dealTask":{"dealTasktype":"1"}}""");
        Assert.Equal(["1"], moved.Column("dealTasks", "dealTasktype"));
        Assert.Equal(200, (await sandbox.DeleteAsync("dealTasktypes/4")).Status);
    }

    [Fact]
    public async Task An_outcome_has_a_feeling_and_tells_all_that_is_wrong_at_once()
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PostAsync("taskOutcomes", """{"taskOutcome":{}}""");
        Assert.Equal((422, "The taskOutcome title was not provided.|Sentiment value must be one of Positive, Neutral, or Negative."),
            (refused.Status, string.Join('|', refused.Titles())));
        Assert.Equal("taskOutcome_title_was_not_provided", refused.Json["errors"]![0]!["error"]!.GetValue<string>());
        var created = await sandbox.PostAsync("taskOutcomes", """{"taskOutcome":{"title":"Sold","sentiment":"Positive"}}""");
        Assert.Equal(
            (201, "POSITIVE", ""), (created.Status, created.Text("taskOutcome", "sentiment"), created.Text("taskOutcome", "disabled")));
        await sandbox.PostAsync("taskOutcomes", """{"taskOutcome":{"title":"Lost","sentiment":"negative"}}""");
        Assert.Equal(["Lost"], (await sandbox.GetAsync("taskOutcomes?filters[sentiment]=1")).Column("taskOutcomes", "title"));
        Assert.Equal(["A task outcome with the same title already exists."],
            (await sandbox.PutAsync("taskOutcomes/2", """{"taskOutcome":{"title":"sold"}}""")).Titles());
        Assert.Equal("NEUTRAL",
            (await sandbox.PutAsync("taskOutccomes/2", """{"taskOutcome":{"sentiment":"Neutral"}}""")).Text("taskOutcome", "sentiment"));
        var relation = await sandbox.PostAsync("tasktypeOutcomeRels", """{"tasktypeOutcomeRel":{"tasktype":1,"outcome":"2"}}""");
        Assert.Equal((201, "1"), (relation.Status, relation.Text("tasktypeOutcomeRel", "tasktype")));
        Assert.Equal("""["2"]""", (await sandbox.GetAsync("dealTasktypes/1")).Json["dealTasktype"]!["outcomes"]!.ToJsonString());
        Assert.Equal("""["1"]""", (await sandbox.GetAsync("taskOutcomes/2")).Json["taskOutcome"]!["dealTasktype_ids"]!.ToJsonString());
        Assert.Equal(["The related outcome does not exist."],
            (await sandbox.PostAsync("tasktypeOutcomeRels", """{"tasktypeOutcomeRel":{"tasktype":1,"outcome":"9"}}""")).Titles());
        Assert.Equal(200, (await sandbox.DeleteAsync("taskOutccomes/2")).Status);
        Assert.Equal(
            """{"message":"No Result found for TasktypeOutcomeRel with id 1"}""", (await sandbox.GetAsync("tasktypeOutcomeRels/1")).Body);
    }

    [Fact]
    public async Task A_reminder_belongs_to_a_task()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(["The related dealTask does not exist."],
            (await sandbox.PostAsync("taskNotifications", """{"taskNotification":{"dealTask":"1","interval":"30"}}""")).Titles());
        await sandbox.PostAsync("dealTasks", """{"dealTask":{"ownerType":"contact","relid":1,"dealTasktype":1,"duedate":"2026-06-02"}}""");
        Assert.Equal(
            201, (await sandbox.PostAsync("taskNotifications", """{"taskNotification":{"dealTask":"1","interval":"30"}}""")).Status);
        Assert.Equal(["30"], (await sandbox.GetAsync("dealTasks/1/taskNotifications")).Column("taskNotifications", "interval"));
        Assert.Equal(404, (await sandbox.GetAsync("taskNotifications")).Status is 405 or 404 ? 404 : 0);
    }
}
