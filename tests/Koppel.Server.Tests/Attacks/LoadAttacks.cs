using System.Net.Http.Headers;
using System.Text;

namespace Koppel.Server.Tests.Attacks;

/// <summary>What is tried on the routes of guided loads.</summary>
internal static class LoadAttacks
{
    const string Source = "/api/v1/loads/source", Uploads = "/api/v1/uploads?name=x.csv", Query = "{\"query\":\"select 1 as n\"}";

    const string Mapping = "/api/v1/loads/mappings/fair", Kept = "{\"mapping\":{\"connection\":\"ac\",\"columns\":[]}}";

    /// <summary>All of them.</summary>
    public static IEnumerable<Attack> All()
    {
        string[] reads = ["/api/v1/loads/files", "/api/v1/loads/targets", "/api/v1/loads/mappings"];
        foreach (var path in reads)
        {
            yield return new("no cookie: " + path, "GET", path, 401, (r, _) => r.Headers.Remove("Cookie"));
            yield return new("foreign page: " + path, "GET", path, 403, (r, _) => r.Headers.Add("Sec-Fetch-Site", "cross-site"));
            yield return new("rebinding: " + path, "GET", path, 421, (r, t) => r.Headers.Host = $"evil.example:{t.Server.Address.Port}");
            yield return new("wrong method: " + path, "GET", path, 405, (r, _) => Post(r));
        }
        yield return new("a source without a cookie", "POST", Source, 401, (r, _) => r.Headers.Remove("Cookie")) { Body = Query };
        yield return new("a source for a foreign page", "POST", Source, 403, (r, _) => Foreign(r)) { Body = Query };
        yield return new("a source by a form", "POST", Source, 415,
            (r, _) => r.Content = new StringContent(Query, Encoding.UTF8, "text/plain")) { Body = Query };
        yield return new("a source of two megabytes", "POST", Source, 413, (r, _) => Large(r)) { Body = Query };
        yield return new("a source of two kinds", "POST", Source, 400,
            (r, _) => r.Content = Json("{\"query\":\"select 1\",\"path\":\"koppel.toml\"}")) { Body = Query };
        yield return new("a source that writes", "POST", Source, 400,
            (r, _) => r.Content = Json("{\"query\":\"copy (select 1) to 'x.csv'\"}")) { Body = Query };
        yield return new("a source of two statements", "POST", Source, 400,
            (r, _) => r.Content = Json("{\"query\":\"select 1; drop table x\"}")) { Body = Query };
        yield return new("a mapping for a foreign page", "PUT", Mapping, 403, (r, _) => Foreign(r))
            { Body = Kept, Twin = 201, Headers = [("If-None-Match", "*")] };
        yield return new("a mapping over one that was not seen", "PUT", Mapping, 412, (r, _) =>
        {
            r.Headers.Remove("If-None-Match");
            r.Headers.TryAddWithoutValidation("If-Match", "\"0123456789abcdef\"");
        }) { Body = Kept, Twin = 201, Headers = [("If-None-Match", "*")] };
        foreach (var path in (string[])["proposal", "sql", "match", "corrections", "corrected"])
            yield return new("not an object: " + path, "POST", Source, 400, (r, t) =>
            {
                r.RequestUri = new Uri(t.Server.Address, $"/api/v1/loads/{path}");
                r.Content = Json("[1]");
            }) { Body = Query };
        yield return new("an upload without a cookie", "POST", Uploads, 401, (r, _) => r.Headers.Remove("Cookie")) { Twin = 415 };
        yield return new("an upload by PUT", "POST", Source, 405, (r, t) =>
        {
            r.Method = HttpMethod.Put;
            r.RequestUri = new Uri(t.Server.Address, Uploads);
        }) { Body = Query };
    }

    static void Foreign(HttpRequestMessage request)
    {
        request.Headers.Remove("Origin");
        request.Headers.Add("Origin", "http://evil.example");
    }

    static void Post(HttpRequestMessage request)
    {
        request.Method = HttpMethod.Post;
        request.Headers.Add("Origin", $"http://{request.RequestUri!.Authority}");
        request.Content = Json("{}");
    }

    static void Large(HttpRequestMessage request)
    {
        request.Content = Json($"{{\"query\":\"select '{new string('x', 2 << 20)}'\"}}");
        request.Headers.ExpectContinue = true;
    }

    static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
