using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Sdk.Http;
using MimeKit;

namespace Koppel.Jobs.Files;

/// <summary>Reads and checks who is told of a job.</summary>
internal sealed partial class JobAlertsReader(IReadOnlyDictionary<string, JobValue> values, List<string> faults, string file)
{
    const string Begin = "alerts.";

    /// <summary>The alerts, or null when there are none.</summary>
    public JobAlerts? Read()
    {
        if (!values.Keys.Any(k => k.StartsWith(Begin, StringComparison.Ordinal))) return null;
        if (Of("webhook") is null && Of("mail") is null)
            faults.Add($"{file}: [alerts] tells nobody. Write webhook or mail below it.");
        var smtp = Smtp();
        if (Of("mail") is { } mail && smtp is null && !values.ContainsKey("alerts.smtp.host"))
            faults.Add($"{mail.Where}: to send mail a server is needed. Write host and from below [alerts.smtp].");
        return new JobAlerts
        {
            Webhook = Webhook(), Mail = Of("mail") is { } told ? Addresses(told) : [], On = On(), RejectedAbove = Share(), Smtp = smtp,
        };
    }

    /// <summary>Why an address may not be used, as the end of a sentence; null when it may.</summary>
    public static string? WebhookFault(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") ? "is no address of the web"
        : PlainHttp.IsExposed(url) ? "goes unencrypted to another machine. Write https:// in it"
        : null;

    JobValue? Of(string key) => values.GetValueOrDefault(Begin + key);

    string? Webhook()
    {
        if (Of("webhook") is not { } webhook) return null;
        if (!IsReference(webhook.Value) && WebhookFault(webhook.Value) is { } wrong)
            faults.Add($"{webhook.Where}: the webhook {wrong}.");
        return webhook.Value;
    }

    string[] Addresses(JobValue mail)
    {
        foreach (var address in mail.Items.Where(a => !IsAddress(a)))
            faults.Add($"{mail.Where}: '{address}' is no address of mail, such as ops@example.com.");
        return [.. mail.Items];
    }

    IReadOnlyList<AlertKind> On()
    {
        if (Of("on") is not { } on) return new JobAlerts().On;
        var kinds = new List<AlertKind>();
        foreach (var word in on.Items)
        {
            if (Enum.TryParse<AlertKind>(word, ignoreCase: true, out var kind) && word.All(char.IsLetter)) kinds.Add(kind);
            else faults.Add($"{on.Where}: '{word}' is nothing that is told. Write failed, recovered or rejected.");
        }
        return kinds;
    }

    double Share()
    {
        if (Of("rejected_above") is not { } above) return 0;
        var text = above.Value.TrimEnd('%', ' ');
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100)
            return share;
        faults.Add($"{above.Where}: 'rejected_above' is '{above.Value}'. Write a share from 0 to 100, such as 2 %.");
        return 0;
    }

    SmtpSettings? Smtp()
    {
        var given = values.Where(v => v.Key.StartsWith("alerts.smtp.", StringComparison.Ordinal)).Select(v => v.Value).ToList();
        if (given.Count == 0) return null;
        if (Of("smtp.host") is not { } host || Of("smtp.from") is not { } from)
        {
            faults.Add($"{given[0].Where}: [alerts.smtp] needs host and from.");
            return null;
        }
        var security = Of("smtp.security")?.Value ?? "starttls";
        if (security is not ("starttls" or "tls" or "none"))
            faults.Add($"{Of("smtp.security")!.Where}: 'security' is '{security}'. Write starttls, tls or none.");
        else if (security == "none" && host.Value is not ("localhost" or "127.0.0.1" or "::1"))
            faults.Add($"{Of("smtp.security")!.Where}: mail would go unencrypted to {host.Value}. none is for this machine alone; write "
                + "starttls or tls.");
        if (Of("smtp.password") is { } password && !IsReference(password.Value))
            faults.Add($"{password.Where}: the password stands in the file. Store it with koppel secrets set SMTP_PASSWORD, and write "
                + "password = \"${secret:SMTP_PASSWORD}\".");
        if (!IsAddress(from.Value)) faults.Add($"{from.Where}: '{from.Value}' is no address of mail, such as koppel@example.com.");
        int? port = null;
        if (Of("smtp.port") is { } told)
        {
            if (int.TryParse(told.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65_536)
                port = number;
            else faults.Add($"{told.Where}: 'port' must be from 1 to 65535.");
        }
        return new SmtpSettings(host.Value, from.Value)
        {
            Port = port, Security = security, User = Of("smtp.user")?.Value, Password = Of("smtp.password")?.Value,
        };
    }

    /// <summary>Whether mail can be sent there: also by what the sender of mail takes for an address.</summary>
    static bool IsAddress(string text) => Address().IsMatch(text) && MailboxAddress.TryParse(text, out _);

    static bool IsReference(string text) => Reference().IsMatch(text);

    [GeneratedRegex(@"^\$\{(env|secret):[^}]+\}$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[^@\s<>""]+@[^@\s<>""]+$")]
    private static partial Regex Address();
}
