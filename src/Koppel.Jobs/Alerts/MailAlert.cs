using System.Net.Sockets;
using Koppel.Jobs.Files;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Koppel.Jobs.Alerts;

/// <summary>An alert as a mail.</summary>
internal static class MailAlert
{
    const int Patience = 15_000;

    /// <summary>Sends it once.</summary>
    /// <param name="smtp">How.</param>
    /// <param name="password">The password, or null.</param>
    /// <param name="to">To whom.</param>
    /// <param name="alert">What.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AlertException">It was not taken.</exception>
    public static async Task SendAsync(
        SmtpSettings smtp, string? password, IReadOnlyList<string> to, Alert alert, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage { Subject = alert.Subject, Body = new TextPart("plain") { Text = alert.Text } };
        message.From.Add(MailboxAddress.Parse(smtp.From)); // The reader of the job's file has tried that they are addresses.
        message.To.AddRange(to.Select(MailboxAddress.Parse));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // Nobody's holiday notice answers it.
        using var client = new SmtpClient { Timeout = Patience };
        var way = smtp.Security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
        try
        {
            await client.ConnectAsync(smtp.Host, smtp.Port ?? (smtp.Security == "tls" ? 465 : 587), way, cancellationToken);
            if (smtp.User is { } user) await client.AuthenticateAsync(user, password ?? "", cancellationToken);
            await client.SendAsync(message, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (AuthenticationException)
        {
            throw new AlertException($"{smtp.Host} does not accept the user and the password");
        }
        catch (ServiceNotAuthenticatedException)
        {
            throw new AlertException($"{smtp.Host} wants a user and a password; write user and password below [alerts.smtp]");
        }
        catch (Exception fault) when (fault is SmtpCommandException or SmtpProtocolException or SslHandshakeException or SocketException
            or IOException or NotSupportedException or TimeoutException or ServiceNotConnectedException)
        {
            throw new AlertException($"{smtp.Host} did not take the mail ({fault.Message.Split('\n')[0].TrimEnd('.', '\r')})");
        }
    }
}
