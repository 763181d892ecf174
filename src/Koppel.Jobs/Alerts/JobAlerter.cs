using Koppel.Jobs.Files;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Alerts;

/// <summary>Tells who is to be told, three times when it must, and keeps what came of it.</summary>
/// <param name="store">The history.</param>
/// <param name="resolve">Replaces references to secrets and variables; null where there are none.</param>
/// <param name="time">The clock.</param>
internal sealed class JobAlerter(JobStore store, Func<string, (string? Value, string? Fault)>? resolve, TimeProvider time)
{
    static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    /// <summary>Tells of a run that ended, where there is something to tell. What came of it stands in the history.</summary>
    public async Task TellAsync(JobFile job, JobEntry run, CancellationToken cancellationToken)
    {
        var before = store.Do(turn => turn.EndBefore(job.Name, run.Id));
        if (Alert.Of(job, run, before) is not { } alert) return;
        var told = new List<string>();
        if (job.Alerts!.Webhook is { } webhook) told.Add(await WebhookAsync(webhook, alert, cancellationToken));
        if (job.Alerts is { Mail.Count: > 0, Smtp: { } smtp }) told.Add(await MailAsync(smtp, job.Alerts.Mail, alert, cancellationToken));
        store.Do(turn => turn.SetAlert(run.Id, string.Join(' ', told)));
    }

    Task<string> WebhookAsync(string webhook, Alert alert, CancellationToken cancellationToken) => TryAsync(
        "webhook", async () =>
        {
            var address = Value(webhook);
            if (JobAlertsReader.WebhookFault(address) is { } wrong) throw new AlertException($"its address {wrong}");
            var url = new Uri(address);
            await WebhookAlert.SendAsync(url, alert, cancellationToken);
            return url.Host;
        }, cancellationToken);

    Task<string> MailAsync(SmtpSettings smtp, IReadOnlyList<string> to, Alert alert, CancellationToken cancellationToken) => TryAsync(
        "mail", async () =>
        {
            await MailAlert.SendAsync(smtp, smtp.Password is { } kept ? Value(kept) : null, to, alert, cancellationToken);
            return string.Join(", ", to);
        }, cancellationToken);

    async Task<string> TryAsync(string way, Func<Task<string>> send, CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return $"{way}: {await send()} was told.";
            }
            catch (AlertException fault)
            {
                if (tried == s_pauses.Length) return $"{way}: NOT TOLD: {fault.Message}.";
                await Task.Delay(s_pauses[tried], time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return $"{way}: NOT TOLD: the program ended.";
            }
        }
    }

    string Value(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return text;
        if (resolve is null) throw new AlertException("this program has no secrets to refer to");
        var (value, fault) = resolve(text);
        return value ?? throw new AlertException($"what is written {fault}".TrimEnd('.'));
    }
}
