using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// A request about one row, such as one that updates or deletes it by its key. Sent twice it does the same as once, so one that may have
/// been sent is simply sent again.
/// <code>{"rows":[{"row":1,"values":["5"]}],"key":5,"body":{"contact":{"phone":"…"}}}</code>
/// </summary>
/// <param name="account">The account.</param>
/// <param name="basePath">The API's base path, which routes begin with.</param>
public sealed class RequestKind(RestAccount account, string basePath) : ICallKind
{
    /// <summary>Its name.</summary>
    public static readonly CallKind Name = new("request");

    /// <inheritdoc/>
    public CallKind Kind => Name;

    /// <inheritdoc/>
    public Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken) =>
        SendAsync(call, Of(call.Route, basePath, parts[0]), parts[0], inDoubt, cancellationToken);

    /// <summary>The request of a route and what is kept of it: what stands in the path, and the body.</summary>
    /// <param name="route">Such as <c>PUT /api/contacts/{id}</c>.</param>
    /// <param name="basePath">The API's base path, which it begins with.</param>
    /// <param name="content">What is kept.</param>
    public static RestRequest Of(string route, string basePath, JsonElement content)
    {
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        return Of(new RowCall(new HttpMethod(route[..space]), route[(space + 1 + basePath.Length)..]), content);
    }

    internal static RestRequest Of(RowCall call, JsonElement content) =>
        new(call.Method, RowPath.Fill(call.Path, content.TryGetProperty("key", out var key) ? key.ToString() : null, content))
        {
            Pattern = call.Path,
            Body = content.TryGetProperty("body", out var body) ? JsonMarshal.GetRawUtf8Value(body).ToArray() : default,
            Repeatable = true,
        };

    internal async Task<CallAnswer> SendAsync(
        OpenCall call, RestRequest request, JsonElement part, bool inDoubt, CancellationToken cancellationToken)
    {
        var response = await call.SendAsync(account.Client, request, cancellationToken);
        var isGone = request.Method == HttpMethod.Delete && response.Status == 404;
        if (!response.IsSuccess && !isGone) return new CallAnswer(RestErrors.Cause(response));
        // Behind an attempt without a clear answer, the row is gone by that attempt.
        if (isGone && !response.AfterDoubt && !inDoubt) call.Unchanged(part);
        else call.Accept(part);
        return CallAnswer.Entered;
    }
}
