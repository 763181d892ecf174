using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>What the door of the Salesforce sandbox does with every call, whatever it asks for.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task Every_answer_tells_the_calls_of_the_day_and_beyond_them_all_are_refused()
    {
        await using var org = await OrgCaller.WithClockAsync(new() { DailyApiRequests = 3 });
        for (var call = 1; call <= 3; call++)
            Assert.Equal($"api-usage={call}/3", (await org.GetAsync("nothing")).Header("Sforce-Limit-Info"));
        var refused = await org.GetAsync("nothing");
        Assert.Equal((403, "REQUEST_LIMIT_EXCEEDED"), (refused.Status, refused.Code()));
        Assert.Equal("api-usage=3/3", refused.Header("Sforce-Limit-Info"));
        Assert.Equal(200, (await org.GetAsync("/services/data")).Status);
        org.Time!.Advance(TimeSpan.FromHours(24));
        org.Use((await org.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", org.Server.RefreshToken),
            ("client_id", org.Server.ClientId))).Text("access_token"));
        Assert.Equal("api-usage=1/3", (await org.GetAsync("nothing")).Header("Sforce-Limit-Info"));
    }

    [Theory]
    [InlineData(16_300, 0, 404, "application/json; charset=UTF-8")]
    [InlineData(16_400, 0, 414, "text/html; charset=iso-8859-1")]
    [InlineData(9_000, 9_000, 431, "text/html; charset=iso-8859-1")]
    public async Task Too_long_an_address_is_refused_with_a_page(int address, int header, int status, string type)
    {
        await using var org = await OrgCaller.FastAsync();
        var path = "/services/data/v60.0/nothing?q=";
        var reply = await org.SendAsync("GET", path + new string('a', address - path.Length - 200), change: request =>
        {
            if (address > 16_384) request.RequestUri = new(request.RequestUri + new string('a', 200));
            if (header > 0) request.Headers.Add("X-Long", new string('b', header));
        });
        Assert.Equal((status, type), (reply.Status, reply.ContentType));
        if (status != 404) Assert.StartsWith($"<h1>Bad Message {status}</h1>", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v30.0", 410)]
    [InlineData("v68.0", 404)]
    [InlineData("latest", 404)]
    [InlineData("V60.0", 404)] // the version is known, 'nothing' is not there
    public async Task A_version_that_is_not_served_is_refused(string version, int status)
    {
        await using var org = await OrgCaller.FastAsync();
        Assert.Equal(status, (await org.GetAsync($"/services/data/{version}/nothing")).Status);
    }

    [Fact]
    public async Task Answers_are_packed_for_those_who_take_them_so()
    {
        await using var org = await OrgCaller.FastAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(org.Server.Url, "/services/data"));
        request.Headers.AcceptEncoding.Add(new("gzip"));
        using var response = await org.Client.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unpacked = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal((await org.GetAsync("/services/data")).Body, await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("401", 401, "INVALID_SESSION_ID")]
    [InlineData("403", 403, "REQUEST_LIMIT_EXCEEDED")]
    [InlineData("500-before", 500, "UNKNOWN_EXCEPTION")]
    [InlineData("500-after", 500, "UNKNOWN_EXCEPTION")]
    [InlineData("503", 503, "SERVER_UNAVAILABLE")]
    public async Task A_fault_has_the_codes_of_the_API(string fault, int status, string code)
    {
        await using var org = await OrgCaller.WithFaultsAsync(fault + "@2");
        Assert.Equal(404, (await org.GetAsync("nothing")).Status);
        var reply = await org.GetAsync("nothing");
        Assert.Equal((status, code), (reply.Status, reply.Code()));
        // The session is over for good; all else was this call only.
        Assert.Equal(fault == "401" ? 401 : 404, (await org.GetAsync("nothing")).Status);
    }

    [Theory]
    [InlineData("414")]
    [InlineData("431")]
    public async Task A_page_in_place_of_JSON_can_be_had_on_demand(string fault)
    {
        await using var org = await OrgCaller.WithFaultsAsync(fault + "@1:/services/data/v60.0/");
        Assert.Equal(200, (await org.GetAsync("/services/data")).Status);
        var reply = await org.GetAsync("nothing");
        Assert.Equal(fault, reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.StartsWith("<h1>", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_can_be_cut_before_the_answer_and_in_the_middle_of_it()
    {
        await using var org = await OrgCaller.WithFaultsAsync("cut@1", "cut-halfway@2", "garbage@3");
        await Assert.ThrowsAsync<HttpRequestException>(() => org.GetAsync("/services/data"));
        await Assert.ThrowsAsync<HttpRequestException>(() => org.GetAsync("/services/data"));
        var half = await org.GetAsync("/services/data");
        Assert.Equal(200, half.Status);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => half.Json);
        Assert.Equal(37, (await org.GetAsync("/services/data")).Json.AsArray().Count);
    }

    [Theory]
    [InlineData("POST", "jobs/query", "{\"query\":\"\\ud800\"}", "application/json", 400)]
    [InlineData("POST", "jobs/query", "null", "application/json", 400)]
    [InlineData("POST", "jobs/query", "", "application/json", 400)]
    [InlineData("POST", "jobs/ingest", "--b\r\n", "multipart/form-data", 415)]
    [InlineData("POST", "/services/oauth2/token", "", "application/x-www-form-urlencoded", 400)]
    [InlineData("POST", "/services/oauth2/token", "grant_type=refresh_token&client_id=sandbox-client-id", "application/json", 400)]
    [InlineData("GET", "/services/oauth2/authorize?client_id=sandbox-client-id&redirect_uri=:", null, "text/plain", 400)]
    [InlineData("POST", "nothing?_HttpMethod=WHATEVER", "", "text/plain", 404)]
    [InlineData("PUT", "jobs/query", "", "text/plain", 405)]
    [InlineData("GET", "jobs/query/nobody", null, "text/plain", 404)]
    public async Task What_cannot_be_read_is_refused_and_breaks_nothing(string method, string path, string? body, string type, int status)
    {
        await using var org = await OrgCaller.FastAsync();
        Assert.Equal(status, (await org.SendAsync(method, path, body, type)).Status);
    }

    [Fact]
    public async Task A_body_may_be_packed_and_must_be_where_it_says_so()
    {
        await using var org = await OrgCaller.FastAsync();
        var job = Encoding.UTF8.GetBytes("""{"operation":"query","query":"SELECT Id FROM Contact"}""");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(job);
        Assert.Equal(200, await SendAsync(packed.ToArray()));
        Assert.Equal(400, await SendAsync(job));

        async Task<int> SendAsync(byte[] body)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            content.Headers.ContentEncoding.Add("gzip");
            using var answer = await org.Client.PostAsync(new Uri(org.Server.Url, "/services/data/v60.0/jobs/query"), content);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_web_page_from_elsewhere_does_not_come_in()
    {
        await using var org = await OrgCaller.FastAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(org.Server.Url.Host, org.Server.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /services/data HTTP/1.1\r\nHost: evil.example:{org.Server.Url.Port}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 403 Forbidden", await reader.ReadLineAsync());
    }
}
