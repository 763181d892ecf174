using Koppel.Jobs.Files;
using Koppel.Jobs.History;

namespace Koppel.Jobs.Alerts;

/// <summary>
/// Tells who is to be told, three times when it must, and keeps what came of it. What a program that ended did not get to tell is told by
/// the next one: now and then twice, and never not at all.
/// </summary>
/// <param name="store">The history.</param>
/// <param name="stateFolder">Where the rights to tell are.</param>
/// <param name="resolve">Replaces references to secrets and variables; null where there are none.</param>
/// <param name="time">The clock.</param>
internal sealed class JobAlerter(
    JobStore store, string stateFolder, Func<string, (string? Value, string? Fault)>? resolve, TimeProvider time)
{
    static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    /// <summary>Whether there are runs of a job that ended and of which nobody was told yet.</summary>
    public bool Owes(string job) => store.Do(turn => turn.Owed(job)) is not null;

    /// <summary>
    /// Tells of the runs of a job that ended, where there is something to tell. What came of it stands in the history. Of several
    /// programs one tells, and another waits for it.
    /// </summary>
    public async Task TellAsync(JobFile job, CancellationToken cancellationToken)
    {
        JobLock? right;
        while ((right = JobLock.TryTakeAlerts(stateFolder, job.Name)) is null) await Task.Delay(s_wait, cancellationToken);
        using var _ = right;
        while (store.Do(turn => turn.Owed(job.Name)) is { } run)
        {
            var told = new List<(string Text, bool HasFailed)>();
            if (Alert.Of(job, run, store.Do(turn => turn.EndBefore(job.Name, run.Id))) is { } alert)
            {
                if (job.Alerts!.Webhook is { } webhook) told.Add(await WebhookAsync(webhook, alert, cancellationToken));
                if (job.Alerts is { Mail.Count: > 0, Smtp: { } smtp })
                    told.Add(await MailAsync(smtp, job.Alerts.Mail, alert, cancellationToken));
            }
            var text = told.Count == 0 ? null : string.Join(' ', told.Select(t => t.Text));
            store.Do(turn => turn.SetAlert(run.Id, text, told.Exists(t => t.HasFailed)));
        }
    }

    Task<(string, bool)> WebhookAsync(string webhook, Alert alert, CancellationToken cancellationToken) => TryAsync(
        "webhook", async () =>
        {
            var address = Value(webhook);
            if (JobAlertsReader.WebhookFault(address) is { } wrong) throw new AlertException($"its address {wrong}");
            var url = new Uri(address);
            await WebhookAlert.SendAsync(url, alert, cancellationToken);
            return url.Host;
        }, cancellationToken);

    Task<(string, bool)> MailAsync(
        SmtpSettings smtp, IReadOnlyList<string> to, Alert alert, CancellationToken cancellationToken) => TryAsync(
        "mail", async () =>
        {
            await MailAlert.SendAsync(smtp, smtp.Password is { } kept ? Value(kept) : null, to, alert, cancellationToken);
            return string.Join(", ", to);
        }, cancellationToken);

    async Task<(string, bool)> TryAsync(string way, Func<Task<string>> send, CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return ($"{way}: {await send()} was told.", false);
            }
            catch (Exception fault) when (!(fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                // Also what nobody foresaw: an alert that fails is no fault of the run that it tells of. Its words can quote data.
                var why = fault is AlertException ? fault.Message
                    : $"it could not be sent ({fault.GetType().Name}), which is a fault of Koppel itself; report it";
                if (tried == s_pauses.Length) return ($"{way}: NOT TOLD: {why}.", true);
                await Task.Delay(s_pauses[tried], time, cancellationToken);
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
