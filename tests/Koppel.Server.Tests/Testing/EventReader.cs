using System.Globalization;
using System.Text.Json.Nodes;

namespace Koppel.Server.Tests.Testing;

/// <summary>The stream of events, as a browser reads it.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    // What never comes is a fault, and not a run of the tests that never ends.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly HttpResponseMessage _response;
    readonly StreamReader _lines;

    EventReader(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    /// <summary>The number of the last event that was read.</summary>
    public long Last { get; private set; }

    /// <summary>What the server says first.</summary>
    public required ToldEvent Hello { get; init; }

    public static async Task<EventReader> OpenAsync(UiTest test, long? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (after is { } number) request.Headers.Add("Last-Event-ID", number.ToString(CultureInfo.InvariantCulture));
        var response = await test.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var hello = await ReadAsync(lines);
        Assert.Equal("hello", hello.Kind);
        return new EventReader(response, lines) { Hello = hello };
    }

    /// <summary>The next event that is no ping.</summary>
    public async Task<ToldEvent> NextAsync()
    {
        while (true)
        {
            var told = await ReadAsync(_lines).WaitAsync(Patience, TestContext.Current.CancellationToken);
            if (told.Id > 0) Last = told.Id;
            if (told.Kind != "ping") return told;
        }
    }

    /// <summary>All events up to one of a kind.</summary>
    public async Task<IReadOnlyList<ToldEvent>> UntilAsync(string kind)
    {
        var told = new List<ToldEvent>();
        do told.Add(await NextAsync());
        while (told[^1].Kind != kind && told[^1].Kind != "end");
        if (told[^1].Kind != kind)
            Assert.Fail($"The run ended without {kind}: {string.Join('\n', told.Select(t => $"{t.Kind} {t.Data}"))}");
        return told;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<ToldEvent> ReadAsync(StreamReader lines)
    {
        var (id, kind, data) = (0L, "", "");
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0) return new ToldEvent(id, kind, JsonNode.Parse(data)!);
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
        }
        throw new EndOfStreamException("The stream of events ended.");
    }
}

/// <summary>An event.</summary>
internal sealed record ToldEvent(long Id, string Kind, JsonNode Data)
{
    public string? Text(string name) => Data[name]?.ToString();
}
