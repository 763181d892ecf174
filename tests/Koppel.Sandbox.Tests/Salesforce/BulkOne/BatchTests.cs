using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Koppel.Sandbox.Tests.Salesforce.BulkOne;

/// <summary>Jobs of the Bulk API 1.0: batches go in, and each tells what became of its rows, in their order.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Rows_are_written_as_JSON_and_each_is_answered_in_its_place()
    {
        await using var org = await OrgCaller.FastAsync();
        var job = await JobAsync(org, """{"operation":"insert","object":"Contact","contentType":"JSON","concurrencyMode":0}""");
        var batch = await JsonAsync(org, "POST", $"job/{job}/batch",
            """[{"LastName":"One","Birthdate":"1990-02-03"},{"FirstName":"Nobody"},{"LastName":"Three"}]""");
        Assert.Equal("Queued", batch["state"]!.ToString());
        Assert.Equal(200, (await AsyncAsync(org, "POST", $"job/{job}", """{"state":"Closed"}""")).Status);
        var path = $"job/{job}/batch/{batch["id"]}";
        Assert.Equal(("Completed", 3, 1), await JsonAsync(org, "GET", path) is var done
            ? (done["state"]!.ToString(), (int)done["numberRecordsProcessed"]!, (int)done["numberRecordsFailed"]!) : default);
        var results = (await JsonAsync(org, "GET", path + "/result")).AsArray();
        Assert.Equal([true, false, true], results.Select(one => (bool)one!["success"]!));
        Assert.Equal("REQUIRED_FIELD_MISSING", results[1]!["errors"]![0]!["statusCode"]!.ToString());
        Assert.Equal("One", await org.LinesAsync($"SELECT LastName FROM Contact WHERE Id = '{results[0]!["id"]}'"));
        Assert.Equal("Nobody", (await JsonAsync(org, "GET", path + "/request"))[1]!["FirstName"]!.ToString());
        Assert.Equal(("Closed", 1), await JsonAsync(org, "GET", "job/" + job) is var told
            ? (told["state"]!.ToString(), (int)told["numberBatchesCompleted"]!) : default);
    }

    [Fact]
    public async Task Rows_are_written_as_CSV_with_all_else_in_XML()
    {
        await using var org = await OrgCaller.FastAsync();
        var job = await XmlJobAsync(org, "upsert", "<externalIdFieldName>External_Id__c</externalIdFieldName>");
        foreach (var name in new[] { "First", "Second" })
        {
            var batch = Value((await AsyncAsync(org, "POST", $"job/{job}/batch", $"External_Id__c,LastName,Title\r\nx-1,{name},#N/A\r\n",
                "text/csv")).Body, "id");
            Assert.Equal("Completed", Value((await AsyncAsync(org, "GET", $"job/{job}/batch/{batch}")).Body, "state"));
            var result = await AsyncAsync(org, "GET", $"job/{job}/batch/{batch}/result");
            Assert.StartsWith("\"Id\",\"Success\",\"Created\",\"Error\"\n\"003", result.Body, StringComparison.Ordinal);
            Assert.EndsWith($"\"true\",\"{(name == "First" ? "true" : "false")}\",\"\"\n", result.Body, StringComparison.Ordinal);
        }

        var list = XDocument.Parse((await AsyncAsync(org, "GET", $"job/{job}/batch")).Body);
        Assert.Equal(2, list.Root!.Elements(list.Root.Name.Namespace + "batchInfo").Count());
        Assert.Equal("Second", await org.LinesAsync("SELECT LastName FROM Contact WHERE External_Id__c = 'x-1'"));
    }

    [Fact]
    public async Task Of_batches_of_CSV_is_told_in_XML_to_those_too_who_made_the_job_in_JSON()
    {
        await using var org = await OrgCaller.FastAsync();
        var job = await JobAsync(org, """{"operation":"queryAll","object":"Contact","contentType":"CSV"}""");
        var batch = Value((await AsyncAsync(org, "POST", $"job/{job}/batch", "SELECT Id FROM Contact", "text/csv")).Body, "id");
        var told = await AsyncAsync(org, "GET", $"job/{job}/batch/{batch}", "");
        Assert.Equal("Completed", Value(told.Body, "state"));
        Assert.Equal("application/xml; charset=UTF-8", told.ContentType, ignoreCase: true);
        var none = await AsyncAsync(org, "GET", "job/750KO0000000999", "");
        Assert.Equal(("application/json", "InvalidJob"), (none.ContentType, none.Json["exceptionCode"]!.ToString()));
    }

    [Fact]
    public async Task A_query_gives_rows_in_the_form_of_the_job()
    {
        await using var org = await OrgCaller.FastAsync();
        const string Query = "SELECT Id, CreatedDate, Account.Name FROM Contact WHERE Email = 'john.doe@acme.com'";
        var job = await JobAsync(org, """{"operation":"query","object":"Contact","contentType":"JSON"}""");
        var batch = (await JsonAsync(org, "POST", $"job/{job}/batch", Query))["id"];
        var names = (await JsonAsync(org, "GET", $"job/{job}/batch/{batch}/result")).AsArray();
        var row = (await JsonAsync(org, "GET", $"job/{job}/batch/{batch}/result/{names.Single()}"))[0]!;
        Assert.Equal("Acme", row["Account"]!["Name"]!.ToString());
        var moment = DateTimeOffset.FromUnixTimeMilliseconds((long)row["CreatedDate"]!);
        Assert.Equal(moment.ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'"),
            await org.LinesAsync("SELECT CreatedDate FROM Contact WHERE Email = 'john.doe@acme.com'"));

        var other = await XmlJobAsync(org, "query");
        var second = Value((await AsyncAsync(org, "POST", $"job/{other}/batch", Query, "text/csv")).Body, "id");
        var name = Value((await AsyncAsync(org, "GET", $"job/{other}/batch/{second}/result")).Body, "result");
        var csv = (await AsyncAsync(org, "GET", $"job/{other}/batch/{second}/result/{name}")).Body;
        Assert.Equal(["Id", "CreatedDate", "Account.Name"], BulkCalls.Rows(csv)[0]);
        Assert.Equal("Acme", BulkCalls.Rows(csv)[1][2]);
    }

    [Theory]
    [InlineData("query", "SELECT Nothing__c FROM Contact", "InvalidBatch : Failed to process query: INVALID_FIELD")]
    [InlineData("insert", "LastName,Nothing__c\nA,b\n", "InvalidBatch : Field name not found : Nothing__c")]
    [InlineData("delete", "Id,LastName\n003,b\n", "InvalidBatch : The 'delete' batch must contain only ids")]
    public async Task A_batch_that_cannot_be_done_fails_as_a_whole_and_says_why(string operation, string content, string why)
    {
        await using var org = await OrgCaller.FastAsync();
        var job = await XmlJobAsync(org, operation);
        var batch = Value((await AsyncAsync(org, "POST", $"job/{job}/batch", content, "text/csv")).Body, "id");
        var told = (await AsyncAsync(org, "GET", $"job/{job}/batch/{batch}")).Body;
        Assert.Equal("Failed", Value(told, "state"));
        Assert.StartsWith(why, Value(told, "stateMessage"), StringComparison.Ordinal);
        Assert.Equal("InvalidBatch", Value((await AsyncAsync(org, "GET", $"job/{job}/batch/{batch}/result")).Body, "exceptionCode"));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_in_the_words_of_that_API()
    {
        await using var org = await OrgCaller.FastAsync();
        await RefusedAsync("InvalidEntity", """{"operation":"insert","object":"Nothing","contentType":"JSON"}""");
        await RefusedAsync("InvalidJob", """{"operation":"upsert","object":"Contact","contentType":"JSON"}""");
        await RefusedAsync("InvalidJob", """{"operation":"insert","object":"Contact","contentType":"JSON","other":1}""");
        await RefusedAsync("FeatureNotEnabled", """{"operation":"insert","object":"Contact","contentType":"ZIP_CSV"}""");
        Assert.Equal("InvalidJob", Value((await AsyncAsync(org, "GET", "job/750KO0000000999")).Body, "exceptionCode"));
        var job = await JobAsync(org, """{"operation":"insert","object":"Contact","contentType":"JSON"}""");
        await AsyncAsync(org, "POST", "job/" + job, """{"state":"Aborted"}""");
        Assert.Equal("InvalidJobState", (await JsonAsync(org, "POST", $"job/{job}/batch", "[]"))["exceptionCode"]!.ToString());
        var wrong = await AsyncAsync(org, "GET", "job/" + job, session: "another");
        Assert.Equal((400, "InvalidSessionId"), (wrong.Status, Value(wrong.Body, "exceptionCode")));

        async Task RefusedAsync(string code, string body)
        {
            var reply = await AsyncAsync(org, "POST", "job", body);
            Assert.Equal((400, code), (reply.Status, reply.Json["exceptionCode"]!.ToString()));
        }
    }

    [Fact]
    public async Task A_batch_waits_and_one_that_nobody_has_begun_with_goes_with_its_job()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var job = await JobAsync(org, """{"operation":"insert","object":"Contact","contentType":"JSON"}""");
        var first = (await JsonAsync(org, "POST", $"job/{job}/batch", """[{"LastName":"First"}]"""))["id"];
        Assert.Equal(0, await org.CountAsync("SELECT Id FROM Contact WHERE LastName = 'First'"));
        org.Time!.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await org.CountAsync("SELECT Id FROM Contact WHERE LastName = 'First'"));
        Assert.Equal("Completed", (await JsonAsync(org, "GET", $"job/{job}/batch/{first}"))["state"]!.ToString());
        var second = (await JsonAsync(org, "POST", $"job/{job}/batch", """[{"LastName":"Second"}]"""))["id"];
        await AsyncAsync(org, "POST", "job/" + job, """{"state":"Aborted"}""");
        org.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("NotProcessed", (await JsonAsync(org, "GET", $"job/{job}/batch/{second}"))["state"]!.ToString());
        Assert.Equal(0, await org.CountAsync("SELECT Id FROM Contact WHERE LastName = 'Second'"));
    }

    [Theory]
    [InlineData("rows-locked@1:POST /services/async/{version}/job/{job}/batch", "Completed", 1)]
    [InlineData("job-fails@1", "Failed", 0)]
    public async Task Faults_of_jobs_strike_batches_too(string fault, string state, int failed)
    {
        await using var org = await OrgCaller.WithFaultsAsync(fault);
        var job = await JobAsync(org, """{"operation":"insert","object":"Contact","contentType":"JSON"}""");
        var batch = (await JsonAsync(org, "POST", $"job/{job}/batch", """[{"LastName":"A"},{"LastName":"B"},{"LastName":"C"}]"""))["id"];
        var told = await JsonAsync(org, "GET", $"job/{job}/batch/{batch}");
        Assert.Equal((state, failed), (told["state"]!.ToString(), (int)told["numberRecordsFailed"]!));
    }

    static async Task<string> JobAsync(OrgCaller org, string body) => (await JsonAsync(org, "POST", "job", body))["id"]!.ToString();

    static async Task<string> XmlJobAsync(OrgCaller org, string operation, string more = "") =>
        Value((await AsyncAsync(org, "POST", "job", $"""
            <?xml version="1.0" encoding="UTF-8"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload">
            <operation>{operation}</operation><object>Contact</object>{more}<contentType>CSV</contentType></jobInfo>
            """, "application/xml")).Body, "id");

    static async Task<JsonNode> JsonAsync(OrgCaller org, string method, string path, string? body = null) =>
        (await AsyncAsync(org, method, path, body)).Json;

    static Task<Reply> AsyncAsync(
        OrgCaller org, string method, string path, string? body = null, string type = "application/json", string? session = null) =>
        org.SendAsync(method, "/services/async/60.0/" + path, body, type,
            request => request.Headers.Add("X-SFDC-Session", session ?? org.Server.Token));

    static string Value(string xml, string name) =>
        XDocument.Parse(xml).Descendants().First(one => one.Name.LocalName == name).Value;
}
