using System.Text.RegularExpressions;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.Tests.Viewer;

/// <summary>The viewer's files: all in the program, and nothing in them that takes a text for markup.</summary>
public sealed partial class ViewerFileTests
{
    static readonly string[] Never = ["http://", "https://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
        "<style", " style=", "onclick=\""];

    [Fact]
    public async Task Every_file_is_served_and_asks_for_nothing_from_elsewhere()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1 });
        var waiting = new Queue<string>(["/"]);
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var file = await sandbox.GetAsync(path);
            Assert.True(file.Status == 200, $"{path} answers {file.Status}.");
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", file.Header("Content-Security-Policy"),
                StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", file.Header("Content-Security-Policy"), StringComparison.Ordinal);
            foreach (var never in Never) Assert.False(file.Body.Contains(never, StringComparison.Ordinal), $"{path} has {never}");
            foreach (Match match in Reference().Matches(file.Body))
                waiting.Enqueue(new Uri(new Uri(sandbox.Server.Url, path), match.Groups[1].Value).AbsolutePath);
        }

        // All that are in the program are reached, so that none is left lying about.
        var files = typeof(SandboxServer).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("viewer/", StringComparison.Ordinal)).Select(name => "/" + name);
        Assert.Equal(files.Select(name => name == "/viewer/index.html" ? "/" : name).Order(), seen.Order());
    }

    [GeneratedRegex("""(?:from |import |src=|href=)["']((?:\./|\.\./|viewer/)[\w./-]+)["']""")]
    private static partial Regex Reference();
}
