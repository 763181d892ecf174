using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Jobs.Alerts;

/// <summary>An alert as a POST of JSON.</summary>
internal static class WebhookAlert
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    static readonly JsonSerializerOptions s_form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends it once.</summary>
    /// <exception cref="AlertException">It was not taken.</exception>
    public static async Task SendAsync(Uri address, Alert alert, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = s_patience };
        using var client = new HttpClient(handler) { Timeout = s_patience };
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Body(alert), s_form));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await client.PostAsync(address, content, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new AlertException(FormattableString.Invariant($"{address.Host} answered {(int)answer.StatusCode}"));
        }
        catch (HttpRequestException fault)
        {
            throw new AlertException($"{address.Host} cannot be reached ({fault.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertException($"{address.Host} did not answer within {s_patience.TotalSeconds:0} seconds");
        }
    }

    static JsonObject Body(Alert alert)
    {
        var (run, books) = (alert.Run, alert.Run.Books);
        return new JsonObject
        {
            ["text"] = alert.Text, // What Slack, Teams and Mattermost show.
            ["job"] = alert.Job,
            ["event"] = alert.Kind.ToString().ToLowerInvariant(),
            ["state"] = History.JobStateWords.ToWords(run.State),
            ["due"] = At(run.Due),
            ["started"] = At(run.Started),
            ["ended"] = run.Ended is { } end ? At(end) : null,
            ["ledgerRun"] = run.LedgerRun,
            ["books"] = books is null ? null : new JsonObject
            {
                ["read"] = books.Read, ["changed"] = books.Changed, ["unchanged"] = books.Unchanged, ["rejected"] = books.Rejected,
                ["notSent"] = books.NotSent,
            },
            ["fault"] = run.Fault,
        };
    }

    static string At(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Somebody could not be told.</summary>
/// <param name="message">Why, without a full stop. No secret in it.</param>
internal sealed class AlertException(string message) : Exception(message);
