using System.Security.Cryptography;
using System.Text;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Attacks;

/// <summary>Attacks on the routes of jobs: what runs by itself is worth most to a stranger.</summary>
internal static class JobAttacks
{
    const string Jobs = "/api/v1/jobs", There = Jobs + "/there", Foreign = "http://evil.example";

    const string New = "{\"name\":\"NAME\",\"settings\":{\"schedule\":\"every day at 02:00\",\"automations\":\"skip\"},"
        + "\"script\":\"select 1\"}";

    /// <summary>All of them. A job <c>there</c> is there, and its statements with it.</summary>
    public static IEnumerable<Attack> All()
    {
        foreach (var (method, path, twin) in Routes())
        {
            var isRead = method == "GET";
            Attack On(string name, int status, Action<HttpRequestMessage, UiTest> change) =>
                new($"{name}: {method} {path}", method, path, status, change)
                {
                    Twin = twin, Body = BodyOf(method, path), Headers = Seen(method),
                };
            yield return On("no cookie", 401, (r, _) => r.Headers.Remove("Cookie"));
            yield return On("rebinding", 421, (r, t) => r.Headers.Host = $"evil.example:{t.Server.Address.Port}");
            yield return On("a foreign page", 403, (r, _) => Set(r, "Origin", Foreign));
            if (!isRead) yield return On("a form", 415, (r, _) => r.Content = new StringContent("{}", Encoding.UTF8, "text/plain"));
        }
        string[] names =
            ["../x", "..%2fx", "a/b", "con", "a.b", "A", "", "<script>alert(1)</script>", "x\\u0000", "\\ud83d\\ude00"];
        foreach (var name in names)
            yield return new("a job named " + name, "POST", Jobs, 422, (r, _) => r.Content = Json(Made(name)))
                { Twin = 201, Body = Made("good") };
        foreach (var path in (string[])["..%2f..%2fsecret", "%2e%2e%2fthere", "there%00", "THERE", "there.toml"])
            yield return new("the path of a job: " + path, "GET", There, path.EndsWith("%00", StringComparison.Ordinal) ? 400 : 404,
                (r, t) => r.RequestUri = new Uri(t.Server.Address, $"{Jobs}/{path}"));
        yield return new("statements elsewhere", "PUT", There, 422,
            (r, _) => r.Content = Json("{\"settings\":{\"script\":\"../secret.sql\"}}"))
            { Body = "{\"settings\":{\"on_missed\":\"skip\"}}", Headers = Seen("PUT") };
        yield return new("a setting that breaks out of its line", "PUT", There, 422,
            (r, _) => r.Content = Json("{\"settings\":{\"time_zone\":\"UTC\\\"\\nautomations = \\\"run\"}}"))
            { Body = "{\"settings\":{\"time_zone\":\"UTC\"}}", Headers = Seen("PUT") };
        yield return new("a setting with a name that breaks out", "PUT", There, 400,
            (r, _) => r.Content = Json("{\"settings\":{\"variables.a\\nb\":\"1\"}}"))
            { Body = "{\"settings\":{\"variables.a\":\"1\"}}", Headers = Seen("PUT") };
        yield return new("a change without having seen", "PUT", There, 428, (r, _) => r.Headers.Remove("If-Match"))
            { Body = "{\"settings\":{}}", Headers = Seen("PUT") };
        yield return new("a change over another text", "PUT", There, 412, (r, _) => Set(r, "If-Match", "\"0123\""))
            { Body = "{\"settings\":{}}", Headers = Seen("PUT") };
        yield return new("two megabytes of job", "POST", Jobs, 413, (r, _) =>
        {
            r.Content = Json(Made("good").Replace("select 1", new string('x', 2 << 20), StringComparison.Ordinal));
            r.Headers.ExpectContinue = true;
        }) { Twin = 201, Body = Made("good") };
        yield return new("GET that runs a job", "POST", There + "/run", 405, (r, _) => (r.Method, r.Content) = (HttpMethod.Get, null))
            { Twin = 202 };
    }

    /// <summary>What stands in the job that is there.</summary>
    public const string Toml = "schedule = \"every day at 02:00\"\ntime_zone = \"UTC\"\nautomations = \"skip\"\n";

    static IEnumerable<(string Method, string Path, int Twin)> Routes() =>
    [
        ("GET", Jobs, 200), ("POST", Jobs, 201), ("GET", There, 200), ("PUT", There, 200), ("DELETE", There, 204),
        ("POST", There + "/run", 202), ("POST", There + "/enable", 200), ("POST", There + "/disable", 200),
        ("GET", There + "/history", 200), ("POST", Jobs + "/pause", 200), ("POST", Jobs + "/schedule", 200),
    ];

    static string BodyOf(string method, string path) => (method, path) switch
    {
        ("POST", Jobs) => Made("good"), ("PUT", _) => "{\"settings\":{}}", (_, Jobs + "/pause") => "{\"paused\":true}",
        (_, Jobs + "/schedule") => "{\"text\":\"every day at 02:00\"}", _ => "{}",
    };

    static string Made(string name) => New.Replace("NAME", name, StringComparison.Ordinal);

    static (string Name, string Value)[] Seen(string method) => method is "PUT" or "DELETE" ? [("If-Match", ETag)] : [];

    static string ETag => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Toml))[..16])}\"";

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
