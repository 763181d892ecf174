using System.Text;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Attacks;

/// <summary>A request of a foreign page or program, beside the same request as our own page makes it.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Where.</param>
/// <param name="Status">What it is answered with.</param>
/// <param name="Change">Makes the attack of our own request.</param>
internal sealed record Attack(string Name, string Method, string Path, int Status, Action<HttpRequestMessage, UiTest> Change)
{
    /// <summary>The body; none for null.</summary>
    public string? Body { get; init; }

    /// <summary>The type of the body.</summary>
    public string Type { get; init; } = "application/json";

    /// <summary>Headers of our own request beside what every one has.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>What our own request is answered with.</summary>
    public int Twin { get; init; } = 200;

    /// <summary>Sends it, or its twin.</summary>
    public async Task<(int Status, string Text)> SendAsync(HttpClient client, UiTest test, bool isTwin)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(test.Server.Address, Path));
        request.Headers.Add("Cookie", test.Cookie);
        if (Method is not ("GET" or "HEAD"))
        {
            request.Headers.Add("Origin", test.Origin);
            request.Content = new StringContent(Body ?? "{}", Encoding.UTF8, Type);
        }
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (!isTwin) Change(request, test);
        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var text = isStream ? "" : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text);
    }
}
