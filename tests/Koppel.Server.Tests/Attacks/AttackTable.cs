using System.Text;

namespace Koppel.Server.Tests.Attacks;

/// <summary>All attacks.</summary>
internal static class AttackTable
{
    const string Foreign = "http://evil.example", Script = "{\"script\":\"select 1\"}";

    const string Create = "/api/v1/sessions", About = "/api/v1/about", Events = "/api/v1/events", Files = "/api/v1/files/";

    /// <summary>The table.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        .. Hosts(), .. Pages(), .. Bodies(), .. Strangers(), .. Paths(), .. Methods(), .. LoadAttacks.All(),
    ];

    /// <summary>A name of the attacker's that points at this machine.</summary>
    static IEnumerable<Attack> Hosts()
    {
        string[] hosts =
            ["evil.example", "evil.example:PORT", "127.0.0.1.evil.example:PORT", "localhost.evil.example:PORT", "127.0.0.1:1", "localhost",
                "127.0.0.2:PORT", "0.0.0.0:PORT", "[::ffff:127.0.0.1]:PORT", "169.254.169.254:PORT"];
        foreach (var host in hosts)
            yield return new("rebinding: " + host, "GET", About, 421, (r, t) => r.Headers.Host = WithPort(host, t.Server.Address.Port));
        yield return new("rebinding of the page", "GET", "/", 421, (r, t) => Rebind(r, t.Server.Address.Port));
        yield return new("rebinding of the stream", "GET", Events, 421, (r, t) => Rebind(r, t.Server.Address.Port));
        yield return new("rebinding that changes something", "POST", Create, 421, (r, t) => Rebind(r, t.Server.Address.Port))
            { Twin = 201 };
    }

    /// <summary>A page elsewhere, in a browser that was let in.</summary>
    static IEnumerable<Attack> Pages()
    {
        string[] origins = [Foreign, "null", "https://127.0.0.1", "http://127.0.0.1:1", "http://localhost.evil.example", "file://"];
        foreach (var origin in origins)
            yield return new("POST of " + origin, "POST", Create, 403, (r, _) => Set(r, "Origin", origin)) { Twin = 201 };
        yield return new("POST that hides its origin", "POST", Create, 403, (r, _) => r.Headers.Remove("Origin")) { Twin = 201 };
        yield return new("GET of a foreign page", "GET", About, 403, (r, _) => r.Headers.Add("Origin", Foreign));
        yield return new("GET without cors", "GET", About, 403, (r, _) => r.Headers.Add("Sec-Fetch-Site", "cross-site"));
        yield return new("GET of a page on another port", "GET", About, 403, (r, _) => r.Headers.Add("Sec-Fetch-Site", "same-site"));
        yield return new("script element elsewhere", "GET", "/api/v1/results", 403,
            (r, _) => r.Headers.Add("Sec-Fetch-Site", "cross-site"));
        yield return new("stream of a foreign page", "GET", Events, 403, (r, _) => r.Headers.Add("Sec-Fetch-Site", "cross-site"));
        yield return new("DELETE of a foreign page", "DELETE", "/api/v1/sessions/none", 403,
            (r, _) => Set(r, "Origin", Foreign))
            { Twin = 204 };
        yield return new("PUT of a foreign page", "PUT", Files + "a.sql", 403, (r, _) => Set(r, "Origin", Foreign))
            { Twin = 201, Type = "text/plain", Body = "select 1", Headers = [("If-None-Match", "*")] };
    }

    /// <summary>Types of bodies that a form can send without asking, and bodies that are too much.</summary>
    static IEnumerable<Attack> Bodies()
    {
        string[] types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/html", "application/xml"];
        foreach (var type in types)
            yield return new("body as " + type, "POST", Create, 415,
                (r, _) => r.Content = new StringContent("{}", Encoding.UTF8, type)) { Twin = 201 };
        yield return new("body without a type", "POST", Create, 415,
            (r, _) => r.Content = new ByteArrayContent([])) { Twin = 201 };
        yield return new("text where only a file may be", "POST", "/api/v1/statements", 415,
            (r, _) => r.Content = new StringContent(Script, Encoding.UTF8, "text/plain")) { Body = Script };
        yield return new("two megabytes of script", "POST", "/api/v1/statements", 413,
            (r, _) => Large(r, $"{{\"script\":\"{new string('x', 2 << 20)}\"}}")) { Body = Script };
        yield return new("six megabytes of file", "PUT", Files + "large.sql", 413, (r, _) => Large(r, new string('x', 6 << 20)))
            { Twin = 201, Body = "select 1", Headers = [("If-None-Match", "*")] };
        yield return new("deep JSON", "POST", "/api/v1/statements", 400,
            (r, _) => r.Content = Json($"{{\"script\":{new string('[', 500)}{new string(']', 500)}}}")) { Body = Script };
        yield return new("no JSON", "POST", "/api/v1/statements", 400, (r, _) => r.Content = Json("script=select 1"))
            { Body = Script };
        yield return new("a name twice", "POST", "/api/v1/statements", 400,
            (r, _) => r.Content = Json("{\"script\":\"1\",\"script\":\"2\"}"))
            { Body = Script };
    }

    /// <summary>Programs on this machine that were not let in.</summary>
    static IEnumerable<Attack> Strangers()
    {
        foreach (var path in (string[])[About, "/", "/page/app.js", "/api/v1/openapi.json", Events, "/api/v1/results", "/api/v1/files"])
            yield return new("no cookie: " + path, "GET", path, 401, (r, _) => r.Headers.Remove("Cookie"));
        yield return new("an invented cookie", "GET", About, 401,
            (r, t) => Set(r, "Cookie", $"koppel-{t.Server.Address.Port}={new string('0', 64)}"));
        yield return new("the cookie under another name", "GET", About, 401,
            (r, t) => Set(r, "Cookie", "koppel=" + t.Cookie.Split('=')[1]));
        yield return new("the cookie cut short", "GET", About, 401, (r, t) => Set(r, "Cookie", t.Cookie[..^1]));
        yield return new("POST without a cookie", "POST", Create, 401, (r, _) => r.Headers.Remove("Cookie")) { Twin = 201 };
        yield return new("a very long cookie", "GET", About, 401,
            (r, t) => Set(r, "Cookie", $"koppel-{t.Server.Address.Port}={new string('a', 8_000)}"));
    }

    /// <summary>Paths of queries that lead elsewhere.</summary>
    static IEnumerable<Attack> Paths()
    {
        string[] paths =
            ["..%2Fsecret.sql", "a%2F..%2F..%2Fsecret.sql", "%2Fetc%2Fpasswd.sql", "C:%5Csecret.sql", "a%5C..%5Csecret.sql", "a%00.sql",
                "a.txt", ".sql", ".hidden.sql", "CON.sql", "a/NUL.sql", "com1.x.sql", "a.sql.", "a%20/b.sql", "a%0Ab.sql", "a//b.sql",
                "a%3Fb.sql", "%E2%80%AE/../x.sql%00", "link.sql", "linked/a.sql"];
        foreach (var path in paths)
        {
            yield return new("writing " + path, "PUT", Files + "good.sql", 400,
                (r, t) => r.RequestUri = new Uri(t.Server.Address, Files + path))
                { Twin = 201, Body = "select 1", Headers = [("If-None-Match", "*")] };
        }
        yield return new("reading a link", "GET", Files + "there.sql", 400,
            (r, t) => r.RequestUri = new Uri(t.Server.Address, Files + "link.sql"));
        yield return new("overwriting without having seen", "PUT", Files + "new.sql", 412,
            (r, t) => r.RequestUri = new Uri(t.Server.Address, Files + "there.sql"))
            { Twin = 201, Body = "select 2", Headers = [("If-None-Match", "*")] };
        yield return new("deleting without having seen", "PUT", Files + "one.sql", 428, (r, _) => r.Headers.Remove("If-None-Match"))
            { Twin = 201, Body = "select 2", Headers = [("If-None-Match", "*")] };
    }

    static IEnumerable<Attack> Methods()
    {
        foreach (var method in (string[])["GET", "PUT", "PATCH", "DELETE"])
            yield return new(method + " where POST is meant", "POST", Create, 405, (r, t) =>
            {
                r.Method = new HttpMethod(method);
                if (method == "GET") r.Content = null;
            }) { Twin = 201 };
        yield return new("TRACE", "GET", About, 403, (r, _) => r.Method = HttpMethod.Trace);
        yield return new("OPTIONS of a foreign page", "GET", About, 403, (r, _) =>
        {
            r.Method = HttpMethod.Options;
            r.Headers.Add("Origin", Foreign);
        });
    }

    static void Rebind(HttpRequestMessage request, int port) => request.Headers.Host = $"evil.example:{port}";

    static string WithPort(string host, int port) => host.Replace("PORT", $"{port}", StringComparison.Ordinal);

    /// <summary>Asks first, as a program does that would rather not send it all for nothing.</summary>
    static void Large(HttpRequestMessage request, string text)
    {
        request.Content = Json(text);
        request.Headers.ExpectContinue = true;
    }

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
