using System.Text;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Attacks;

/// <summary>The same over the routes of plans and of the ledger.</summary>
internal static class LedgerAttacks
{
    const string Foreign = "https://evil.example", Plan = "/api/v1/plans/20260101-000000-0123abcd", Runs = "/api/v1/ledger/runs";

    /// <summary>What makes something: of a session that is not there, so that our own request finds none.</summary>
    static readonly string[] s_posts =
    [
        "/api/v1/sessions/none/plans", "/api/v1/sessions/none/plans/20260101-000000-0123abcd/apply", "/api/v1/sessions/none/resume",
    ];

    /// <summary>What only reads, and what our own request is answered with.</summary>
    static readonly (string Path, int Twin)[] s_gets =
    [
        ("/api/v1/plans", 200), (Plan, 404), (Plan + "/changes", 404), (Plan + "/rejects", 404), (Plan + "/unmatched", 404),
        (Plan + "/file", 404), (Runs, 200), (Runs + "/1", 404), (Runs + "/1/changes", 404), (Runs + "/1/calls", 404),
        (Runs + "/1/routes", 404), (Runs + "/1/rejects", 404), (Runs + "/1/unmatched", 404), (Runs + "/1/left", 404),
        (Runs + "/1/columns", 404),
        (Runs + "/1/contacts", 404), ("/api/v1/ledger/contacts?text=a%40b.example", 200),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Attack> All => [.. Posts(), .. Gets(), .. Deletes()];

    static IEnumerable<Attack> Posts()
    {
        foreach (var path in s_posts)
        {
            yield return Post("foreign origin", path, 403, (r, _) => Set(r, "Origin", Foreign));
            yield return Post("no origin", path, 403, (r, _) => r.Headers.Remove("Origin"));
            yield return Post("foreign host", path, 421, (r, t) => r.Headers.Host = $"evil.example:{t.Server.Address.Port}");
            yield return Post("no cookie", path, 401, (r, _) => r.Headers.Remove("Cookie"));
            yield return Post("a form's type", path, 415, (r, _) => r.Content = new StringContent("{}", Encoding.UTF8, "text/plain"));
            yield return Post("two megabytes", path, 413, (r, _) =>
            {
                r.Content = new StringContent($"{{\"script\":\"{new string('x', 2 << 20)}\"}}", Encoding.UTF8, "application/json");
                r.Headers.ExpectContinue = true;
            });
            yield return Post("PUT", path, 405, (r, _) => r.Method = HttpMethod.Put);
        }
    }

    static IEnumerable<Attack> Gets()
    {
        foreach (var (path, twin) in s_gets)
        {
            yield return new($"another site: {path}", "GET", path, 403, (r, _) => r.Headers.Add("Sec-Fetch-Site", "cross-site"))
                { Twin = twin };
            yield return new($"foreign host: {path}", "GET", path, 421, (r, t) => r.Headers.Host = $"evil.example:{t.Server.Address.Port}")
                { Twin = twin };
            yield return new($"no cookie: {path}", "GET", path, 401, (r, _) => r.Headers.Remove("Cookie")) { Twin = twin };
        }
    }

    static IEnumerable<Attack> Deletes()
    {
        yield return new("deleting a plan of a foreign page", "DELETE", Plan, 403, (r, _) => Set(r, "Origin", Foreign)) { Twin = 404 };
        yield return new("deleting a plan without a cookie", "DELETE", Plan, 401, (r, _) => r.Headers.Remove("Cookie")) { Twin = 404 };
    }

    static Attack Post(string what, string path, int status, Action<HttpRequestMessage, UiTest> change) =>
        new($"{what}: {path}", "POST", path, status, change) { Twin = 404, Body = """{"script":"select 1","ledgerRun":1}""" };

    static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
