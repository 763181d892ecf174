using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>
/// Every request that the connector sends in any test of this project is valid against the vendor's OpenAPI: <see cref="SandboxAccount"/>
/// looks at them when it closes. Here is told how many there are.
/// </summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task What_a_reader_of_all_tables_asks_is_what_the_vendor_describes()
    {
        var vendor = Vendor();
        var account = await SandboxAccount.StartAsync(contacts: 30);
        foreach (var table in (await account.TablesAsync()).OfType<IScanTable>())
        {
            var plan = table.Plan(new ScanRequest { Columns = [.. table.Schema.Columns.Where(c => !c.WriteOnly)] });
            if (plan.Refusal is not null) continue; // It is found by values only.
            await foreach (var _ in table.ScanAsync(plan)) ;
        }

        var requests = await account.CloseAsync();

        var operations = requests.Select(vendor.Find).OfType<OpenApiOperation>().Select(o => o.Name).Distinct().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{requests.Count} requests, {operations.Count} described operations.");
        Assert.NotEmpty(operations);
    }

    [Theory]
    [InlineData("POST", "contacts", """{"contact":{"email":5}}""",
        "POST /contacts at /contact/email: type: Value is \"integer\" but should be \"string\"")]
    [InlineData("POST", "contacts", """{"contact":{"first_name":"Anna"}}""", "POST /contacts describes no field /contact/first_name")]
    [InlineData("POST", "contact", """{"contact":{"email":"a@example.com"}}""", "POST /contact is not described")]
    [InlineData("GET", "contacts?colour=red", null, "GET /contacts describes no parameter 'colour'")]
    public async Task A_request_that_is_not_described_is_noticed(string method, string path, string? body, string fault)
    {
        var vendor = Vendor();
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://127.0.0.1/api/3/" + path);
        if (body is not null) request.Content = new StringContent(body);

        Assert.Equal([fault], vendor.Faults(await SentRequest.ReadAsync(request)));
    }

    static OpenApiDescription Vendor()
    {
        Needs.Reference(OpenApiDescription.Vendor is not null, "The vendor's OpenAPI is not beside this folder.");
        return OpenApiDescription.Vendor!;
    }
}
