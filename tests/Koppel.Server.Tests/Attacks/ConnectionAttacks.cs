using System.Text;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Attacks;

/// <summary>
/// Attacks on what writes the configuration and the store of secrets. Our own page's request has its answer from the route.
/// </summary>
internal static class ConnectionAttacks
{
    const string Connections = "/api/v1/connections", Tests = "/api/v1/connection-tests", Keep = "/api/v1/settings/keep";
    const string One = """{"name":"one","type":"files","values":{"path":"."}}""";

    static readonly (string Name, string Value)[] s_match = [("If-Match", "\"old\"")];

    /// <summary>All of them.</summary>
    public static IEnumerable<Attack> All() =>
        Own().SelectMany(Each).Concat(Bodies()).Concat(Strangers());

    static IEnumerable<Attack> Own() =>
    [
        new("adding a connection", "POST", Connections, 0, (_, _) => { }) { Body = One, Twin = 201 },
        new("changing a connection", "PUT", Connections + "/ac", 0, (_, _) => { }) { Headers = s_match, Twin = 412 },
        new("removing a connection", "DELETE", Connections + "/ac", 0, (_, _) => { }) { Headers = s_match, Twin = 412 },
        new("testing a connection", "POST", Tests, 0, (_, _) => { }) { Body = One },
        new("changing what is kept", "PUT", Keep, 0, (_, _) => { }) { Headers = s_match, Twin = 412 },
    ];

    /// <summary>The classes of attack on each of them.</summary>
    static IEnumerable<Attack> Each(Attack own)
    {
        yield return own with { Name = own.Name + " without a cookie", Status = 401, Change = (r, _) => r.Headers.Remove("Cookie") };
        yield return own with
        {
            Name = own.Name + " of a foreign page", Status = 403, Change = (r, _) => Set(r, "Origin", "http://evil.example"),
        };
        yield return own with { Name = own.Name + " without an origin", Status = 403, Change = (r, _) => r.Headers.Remove("Origin") };
        yield return own with
        {
            Name = own.Name + " under another name", Status = 421,
            Change = (r, t) => r.Headers.Host = $"evil.example:{t.Server.Address.Port}",
        };
        yield return own with
        {
            Name = own.Name + " by a form", Status = 415,
            Change = (r, _) => r.Content = new StringContent("{}", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        yield return own with { Name = own.Name + " as text", Status = 415, Change = (r, _) => r.Content = Text("{}", "text/plain") };
        yield return own with { Name = own.Name + " by PATCH", Status = 405, Change = (r, _) => r.Method = HttpMethod.Patch };
        yield return own with
        {
            Name = own.Name + " with two megabytes", Status = 413, Change = (r, _) =>
            {
                r.Content = Text($"{{\"name\":\"{new string('x', 2 << 20)}\"}}", "application/json");
                r.Headers.ExpectContinue = true;
            },
        };
    }

    static IEnumerable<Attack> Bodies()
    {
        var own = new Attack("", "POST", Connections, 400, (_, _) => { }) { Body = One, Twin = 201 };
        yield return own with { Name = "a secret among what is written in clear", Change = Sends(
            """{"name":"x","type":"activecampaign","values":{"url":"https://a.example","token":"k"}}""") };
        yield return own with { Name = "a secret that is no object", Change = Sends(
            """{"name":"x","type":"activecampaign","secrets":{"token":"k"}}""") };
        yield return own with { Name = "values that are no texts", Change = Sends("""{"name":"x","type":"files","values":{"path":{}}}""") };
        yield return own with { Name = "a name twice in a connection", Change = Sends("""{"name":"x","name":"y","type":"files"}""") };
        yield return own with { Name = "values of a name twice", Change = Sends(
            """{"name":"x","type":"files","values":{"path":"a","path":"b"}}""") };
        yield return own with { Name = "values of names that differ by case", Change = Sends(
            """{"name":"x","type":"files","values":{"path":"a","PATH":"b"}}""") };
        string[] names = ["../x", "x]\\n[connections.y", "<script>", "x.y", "\\u202Ex", "", "system", "x\\\" #"];
        foreach (var name in names)
        {
            yield return own with { Name = "a connection called " + name, Status = 422, Change = Sends(
                $"{{\"name\":\"{name}\",\"type\":\"files\",\"values\":{{\"path\":\".\"}}}}") };
        }
        yield return own with { Name = "a variable that is no name", Status = 422, Change = Sends(
            """{"name":"x","type":"activecampaign","values":{"url":"https://a.example"},"secrets":{"token":{"variable":"A}${env:B"}}}""") };
    }

    static IEnumerable<Attack> Strangers()
    {
        foreach (var path in (string[])["connection-forms", "configuration", "settings", "guides", "guides/loads"])
            yield return new("no cookie: " + path, "GET", "/api/v1/" + path, 401, (r, _) => r.Headers.Remove("Cookie"));
        yield return new("the configuration for a foreign page", "GET", "/api/v1/configuration", 403,
            (r, _) => r.Headers.Add("Sec-Fetch-Site", "cross-site"));
        string[] paths = ["..%2Floads", "%2e%2e/secret", "..%5Cloads", "loads.md", "%2Fetc%2Fpasswd", "loads%00"];
        foreach (var path in paths)
            yield return new("reading the guide " + path, "GET", "/api/v1/guides/loads", path == "loads%00" ? 400 : 404, (r, t) =>
                r.RequestUri = new Uri($"{t.Server.Address}api/v1/guides/{path}", new UriCreationOptions
                {
                    DangerousDisablePathAndQueryCanonicalization = true,
                }));
    }

    static Action<HttpRequestMessage, UiTest> Sends(string body) => (r, _) => r.Content = Text(body, "application/json");

    static StringContent Text(string text, string type) => new(text, Encoding.UTF8, type);

    static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
