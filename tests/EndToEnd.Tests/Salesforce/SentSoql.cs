using System.Net.Http.Json;
using System.Text.Json;
using Koppel.Sandbox.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// The SOQL that a sandbox was sent, read from its log: in addresses, in the bodies of jobs, and of several calls as one.
/// </summary>
/// <param name="http">Calls the sandbox.</param>
internal sealed class SentSoql(HttpClient http)
{
    readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    long _last;

    /// <summary>Every text once, as of the last reading.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    /// <summary>Holds all that a sandbox was sent so far against Salesforce's own parser, where that is installed.</summary>
    public static async Task CheckAsync(SalesforceServer server)
    {
        if (!SoqlParser.IsThere) return;
        using var http = new HttpClient { BaseAddress = server.Url };
        var sent = new SentSoql(http);
        await sent.ReadAsync();
        Assert.NotEmpty(sent.Texts);
        Assert.Empty(await SoqlParser.FaultsAsync(sent.Texts));
    }

    /// <summary>Reads what came since the last time; gives the new texts in their order. The log keeps a thousand calls.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var calls = (await http.GetFromJsonAsync<JsonElement>("/_sandbox/log")).EnumerateArray().Reverse()
            .Where(call => call.GetProperty("number").GetInt64() > _last).ToList();
        List<string> texts = [];
        foreach (var call in calls)
        {
            var path = call.GetProperty("path").GetString()!;
            _last = call.GetProperty("number").GetInt64();
            if (QueryHelpers.ParseQuery(new Uri(http.BaseAddress!, path).Query).TryGetValue("q", out var text)) texts.Add(text.ToString());
            else if (call.GetProperty("method").GetString() != "POST") continue;
            else if (path.EndsWith("/jobs/query", StringComparison.Ordinal))
                texts.AddRange((await SentAsync(_last)).Select(sent => sent.GetProperty("query").GetString()!));
            else if (path.EndsWith("/composite", StringComparison.Ordinal))
                texts.AddRange((await SentAsync(_last)).SelectMany(Composed));
        }
        _texts.UnionWith(texts);
        return texts;
    }

    /// <summary>The queries among the calls that travel as one.</summary>
    static IEnumerable<string> Composed(JsonElement sent) => sent.GetProperty("compositeRequest").EnumerateArray()
        .Select(one => QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), one.GetProperty("url").GetString()).Query))
        .Where(query => query.ContainsKey("q")).Select(query => query["q"].ToString());

    /// <summary>What a call sent; nothing where a fault struck before the body was read.</summary>
    async Task<IEnumerable<JsonElement>> SentAsync(long number)
    {
        var page = await http.GetFromJsonAsync<JsonElement>(FormattableString.Invariant($"/_sandbox/log/{number}"));
        return page.GetProperty("sent").GetProperty("text").GetString() is not { Length: > 0 } body ? []
            : [JsonDocument.Parse(body).RootElement];
    }
}
