namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Ingest jobs of the Bulk API 2.0.</summary>
public sealed class BulkIngestTests
{
    [Fact]
    public async Task A_job_is_filled_closed_and_worked_through_and_tells_how_far_it_is()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var before = org.Server.GetStats().Records["Lead"];
        var made = await org.SendAsync("POST", "jobs/ingest", """{"object":"Lead","operation":"insert","lineEnding":"LF"}""");
        var id = made.Text("id");
        Assert.Equal(("Open", $"services/data/v60.0/jobs/ingest/{id}/batches"), (made.Text("state"), made.Text("contentUrl")));
        var rows = Enumerable.Range(1, 30_000).Select(n => $"L{n},C{n}");
        Assert.Equal(201, (await org.UploadAsync(id, "LastName,Company\n" + string.Join('\n', rows))).Status);
        Assert.Equal("INVALIDJOBSTATE", (await org.UploadAsync(id, "LastName,Company\nX,Y\n")).Code());
        var closed = await org.CloseAsync(id);
        Assert.Equal("UploadComplete", closed.Text("state"));
        Assert.Null(closed.Json["jobType"]);
        org.Time!.Advance(TimeSpan.FromSeconds(2));
        var half = (await org.GetAsync("jobs/ingest/" + id)).Json;
        Assert.Equal(("InProgress", 10_000), (half["state"]!.ToString(), half["numberRecordsProcessed"]!.GetValue<int>()));
        Assert.Equal(before + 10_000, org.Server.GetStats().Records["Lead"]);
        Assert.Equal("INVALIDJOBSTATE", (await org.GetAsync($"jobs/ingest/{id}/failedResults")).Code());
        org.Time!.Advance(TimeSpan.FromSeconds(3));
        var done = (await org.GetAsync("jobs/ingest/" + id)).Json;
        Assert.Equal(("JobComplete", "V2Ingest", 30_000, 0),
            (done["state"]!.ToString(), done["jobType"]!.ToString(), done["numberRecordsProcessed"]!.GetValue<int>(),
                done["numberRecordsFailed"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Results_tell_what_became_of_each_row_in_any_order()
    {
        await using var org = await OrgCaller.FastAsync();
        var id = await org.IngestAsync("insert", "Contact", "LastName,Email,AccountId\nOne,one@example.com,\n,two@example.com,\n"
            + "Three,no address,\n" + "\"Fo\"\"ur, and\nmore\",four@example.com,\n");
        var done = (await org.GetAsync("jobs/ingest/" + id)).Json;
        Assert.Equal((4, 2), (done["numberRecordsProcessed"]!.GetValue<int>(), done["numberRecordsFailed"]!.GetValue<int>()));
        var successful = await org.GetAsync($"jobs/ingest/{id}/successfulResults");
        Assert.StartsWith("\"sf__Id\",\"sf__Created\",LastName,Email,AccountId\n", successful.Body, StringComparison.Ordinal);
        var rows = BulkCalls.Rows(successful.Body).Skip(1).OrderBy(row => row[3], StringComparer.Ordinal).ToArray();
        Assert.Equal(["true", "Fo\"ur, and\nmore", "four@example.com", ""], rows[0][1..]);
        Assert.StartsWith("003", rows[1][0], StringComparison.Ordinal);
        var failed = await org.RowsAsync($"jobs/ingest/{id}/failedResults");
        Assert.Equal(["sf__Id", "sf__Error", "LastName", "Email", "AccountId"], failed[0]);
        Assert.Contains(
            ["", "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --", "", "two@example.com", ""], failed);
        Assert.Contains(failed, row => row[1].StartsWith("INVALID_EMAIL_ADDRESS:", StringComparison.Ordinal));
        Assert.Equal("LastName,Email,AccountId\n", (await org.GetAsync($"jobs/ingest/{id}/unprocessedrecords")).Body);
    }

    [Fact]
    public async Task What_is_empty_stays_as_it_is_and_a_mark_empties_it()
    {
        await using var org = await OrgCaller.FastAsync();
        var (id, _) = await JohnAsync(org);
        await org.IngestAsync("update", "Contact", $"Id,FirstName,Phone,Title\n{id},,#N/A,Boss\n");
        Assert.Equal(["John", "", "Boss"], (await ReadAsync(org, "FirstName, Phone, Title", "Id = '" + id + "'"))[0]);
    }

    [Fact]
    public async Task An_upsert_changes_what_has_the_key_and_makes_what_has_it_not()
    {
        await using var org = await OrgCaller.FastAsync();
        var (john, _) = await JohnAsync(org);
        var id = await org.IngestAsync("upsert", "Contact",
            "Email,LastName\nJOHN.DOE@acme.com,Doe-Roe\nnew@example.com,New\nnew@example.com,Twice\n,Nobody\n", key: "Email");
        var rows = (await org.RowsAsync($"jobs/ingest/{id}/successfulResults")).Skip(1).ToDictionary(row => row[2], row => row[..2]);
        Assert.Equal([john, "false"], rows["JOHN.DOE@acme.com"]);
        Assert.Equal("true", rows["new@example.com"][1]);
        var errors = (await org.RowsAsync($"jobs/ingest/{id}/failedResults")).Skip(1).Select(row => row[1].Split(':')[0]);
        Assert.Equal(["DUPLICATE_VALUE", "MISSING_ARGUMENT"], errors.Order());
    }

    [Fact]
    public async Task A_parent_can_be_named_by_a_key_of_its_own()
    {
        await using var org = await OrgCaller.FastAsync();
        await org.IngestAsync("insert", "Lead",
            "LastName,Company,Owner.Username\nKnown,C,admin@koppel.example\nUnknown,C,nobody@koppel.example\n");
        Assert.Equal(["Known"], (await ReadAsync(org, "LastName", "LastName IN ('Known', 'Unknown')", "Lead")).Select(row => row[0]));
    }

    [Theory]
    [InlineData("LastName,Nothing\nA,B\n", "LF", "InvalidBatch : Field name not found : Nothing")]
    [InlineData("LastName,Nobody.Name\nA,B\n", "LF", "InvalidBatch : Field name not found : Nobody.Name")]
    [InlineData("LastName,lastname\nA,B\n", "LF", "InvalidBatch : Duplicate field name : LastName")]
    [InlineData("LastName\r\nA\r\n", "LF", "InvalidBatch : LineEnding is invalid on user data. Current LineEnding setting is LF")]
    [InlineData("LastName\nA\n", "CRLF", "InvalidBatch : LineEnding is invalid on user data. Current LineEnding setting is CRLF")]
    [InlineData("LastName\n\"A\n", "LF", "InvalidBatch : A quote is not closed")]
    [InlineData("", "LF", "InvalidBatch : The content has no header")]
    public async Task Content_that_cannot_be_read_fails_the_job_and_no_row_is_looked_at(string csv, string ending, string error)
    {
        await using var org = await OrgCaller.FastAsync();
        var id = await org.IngestAsync("insert", "Contact", csv, lineEnding: ending);
        var job = (await org.GetAsync("jobs/ingest/" + id)).Json;
        Assert.Equal(("Failed", error), (job["state"]!.ToString(), job["errorMessage"]!.ToString()));
        Assert.Equal(0, job["numberRecordsProcessed"]!.GetValue<int>());
        Assert.Equal(csv, (await org.GetAsync($"jobs/ingest/{id}/unprocessedrecords")).Body);
    }

    [Fact]
    public async Task A_blank_beside_a_quote_is_the_fault_of_its_row_only()
    {
        await using var org = await OrgCaller.FastAsync();
        var id = await org.IngestAsync("insert", "Contact", "LastName;FirstName\r\n\"A\" ;x\r\n \"B\";x\r\nC;x\r\nD\r\n",
            lineEnding: "CRLF", delimiter: "SEMICOLON");
        var job = (await org.GetAsync("jobs/ingest/" + id)).Json;
        Assert.Equal((4, 3), (job["numberRecordsProcessed"]!.GetValue<int>(), job["numberRecordsFailed"]!.GetValue<int>()));
        var successful = (await org.GetAsync($"jobs/ingest/{id}/successfulResults")).Body;
        Assert.StartsWith("\"sf__Id\";\"sf__Created\";LastName;FirstName\r\n", successful, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_records_go_to_the_recycle_bin_and_hard_deleted_ones_nowhere()
    {
        await using var org = await OrgCaller.FastAsync();
        var ids = (await ReadAsync(org, "Id", "Id != null", "Lead")).Select(row => row[0]).Take(2).ToArray();
        await org.IngestAsync("delete", "Lead", $"Id\n{ids[0]}\n");
        await org.IngestAsync("hardDelete", "Lead", $"Id\n{ids[1]}\n");
        var all = await org.QueryJobAsync($"SELECT Id, IsDeleted FROM Lead WHERE Id IN ('{ids[0]}', '{ids[1]}')", "queryAll");
        Assert.Equal([[ids[0], "true"]], (await org.RowsAsync($"jobs/query/{all}/results")).Skip(1));
        var again = await org.IngestAsync("delete", "Lead", $"Id\n{ids[0]}\n\n");
        Assert.Equal("ENTITY_IS_DELETED:entity is deleted:--", (await org.RowsAsync($"jobs/ingest/{again}/failedResults"))[1][1]);
        var wide = await org.IngestAsync("delete", "Lead", $"Id,LastName\n{ids[0]},x\n");
        Assert.Equal("InvalidBatch : The 'delete' batch must contain only ids",
            (await org.GetAsync("jobs/ingest/" + wide)).Text("errorMessage"));
    }

    [Fact]
    public async Task A_job_can_fail_half_way_and_its_rest_was_not_looked_at()
    {
        await using var org = await OrgCaller.WithFaultsAsync("job-fails@1");
        var id = await org.IngestAsync("insert", "Contact", "LastName\nA\n\nB\n\"C\"\nD\nE");
        var job = (await org.GetAsync("jobs/ingest/" + id)).Json;
        Assert.Equal(("Failed", 2), (job["state"]!.ToString(), job["numberRecordsProcessed"]!.GetValue<int>()));
        Assert.Equal(2, (await org.RowsAsync($"jobs/ingest/{id}/successfulResults")).Length - 1);
        Assert.Equal("LastName\n\"C\"\nD\nE\n", (await org.GetAsync($"jobs/ingest/{id}/unprocessedrecords")).Body);
    }

    [Fact]
    public async Task Rows_can_be_locked_by_another_and_are_taken_when_they_are_sent_again()
    {
        await using var org = await OrgCaller.WithFaultsAsync("rows-locked@1");
        var id = await org.IngestAsync("insert", "Contact", Names(100));
        var failed = (await org.RowsAsync($"jobs/ingest/{id}/failedResults")).Skip(1).ToArray();
        Assert.InRange(failed.Length, 10, 50);
        Assert.All(failed, row => Assert.StartsWith("UNABLE_TO_LOCK_ROW:", row[1], StringComparison.Ordinal));
        var again = await org.IngestAsync("insert", "Contact", "LastName\n" + string.Join('\n', failed.Select(row => row[2])));
        Assert.Equal("0", (await org.GetAsync("jobs/ingest/" + again)).Text("numberRecordsFailed"));
    }

    [Fact]
    public async Task An_aborted_job_has_done_what_it_has_done()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var id = await org.IngestAsync("insert", "Contact", Names(15_000));
        org.Time!.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Aborted", (await org.CloseAsync(id, "Aborted")).Text("state"));
        org.Time!.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10_000, (await org.RowsAsync($"jobs/ingest/{id}/successfulResults")).Length - 1);
        Assert.Equal(5_000, (await org.RowsAsync($"jobs/ingest/{id}/unprocessedrecords")).Length - 1);
        Assert.Equal("INVALIDJOBSTATE", (await org.CloseAsync(id)).Code());
        Assert.Equal(204, (await org.SendAsync("DELETE", "jobs/ingest/" + id)).Status);
        Assert.Equal(404, (await org.GetAsync("jobs/ingest/" + id)).Status);
    }

    [Theory]
    [InlineData("""{"object":"Nothing","operation":"insert"}""", "INVALIDENTITY")]
    [InlineData("""{"object":"Contact","operation":"merge"}""", "API_ERROR")]
    [InlineData("""{"object":"Contact","operation":"upsert"}""", "INVALIDJOB")]
    [InlineData("""{"object":"Contact","operation":"upsert","externalIdFieldName":"Phone"}""", "INVALIDJOB")]
    [InlineData("""{"object":"Contact","operation":"insert","columnDelimiter":"DOT"}""", "API_ERROR")]
    [InlineData("""{"object":"Contact","operation":"insert","contentType":"JSON"}""", "API_ERROR")]
    [InlineData("""{"object":"Contact","operation":"insert","colour":"red"}""", "JSON_PARSER_ERROR")]
    [InlineData("""["Contact"]""", "JSON_PARSER_ERROR")]
    [InlineData("{", "JSON_PARSER_ERROR")]
    public async Task A_job_that_cannot_be_done_is_not_made(string job, string code)
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.SendAsync("POST", "jobs/ingest", job);
        Assert.Equal((400, code), (reply.Status, reply.Code()));
        Assert.Empty((await org.GetAsync("jobs/ingest")).Json["records"]!.AsArray());
    }

    static string Names(int count) => "LastName\n" + string.Join('\n', Enumerable.Range(1, count).Select(n => $"N{n}"));

    static async Task<(string Id, string Email)> JohnAsync(OrgCaller org)
    {
        var row = (await ReadAsync(org, "Id, Email", "Email = 'john.doe@acme.com'"))[0];
        return (row[0], row[1]);
    }

    static async Task<string[][]> ReadAsync(OrgCaller org, string fields, string where, string type = "Contact")
    {
        var id = await org.QueryJobAsync($"SELECT {fields} FROM {type} WHERE {where}");
        return [.. (await org.RowsAsync($"jobs/query/{id}/results")).Skip(1)];
    }
}
