using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>The guides, which lie in the assembly as they are written.</summary>
internal static class GuideRoutes
{
    const string Prefix = "guides/", Ending = ".md";

    static readonly Lazy<IReadOnlyDictionary<string, string>> s_guides = new(Read);

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of() =>
    [
        new("GET", "/guides", "The guides by their titles", context => Answer.JsonAsync(context, Answer.List(s_guides.Value
            .Select(g => new JsonObject { ["name"] = g.Key, ["title"] = TitleOf(g.Value), ["headings"] = HeadingsOf(g.Value) })))),
        new("GET", "/guides/{guide}", "The text of a guide, in Markdown", context =>
        {
            var text = s_guides.Value.GetValueOrDefault(context.Part("guide"))
                ?? throw ApiFault.NotFound("no-guide", "There is no guide of that name. Look for it by its title.");
            return Answer.JsonAsync(context, new JsonObject { ["title"] = TitleOf(text), ["text"] = text });
        }),
    ];

    static string TitleOf(string text) => text.Split('\n')[0].TrimStart('#').Trim();

    static JsonArray HeadingsOf(string text) => Answer.Texts(
        text.Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..].Trim()));

    static SortedDictionary<string, string> Read()
    {
        var guides = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(GuideRoutes).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            guides[name[Prefix.Length..^Ending.Length]] = reader.ReadToEnd();
        }
        return guides;
    }
}
