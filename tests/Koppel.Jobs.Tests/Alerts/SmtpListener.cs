using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Koppel.Jobs.Tests.Alerts;

/// <summary>Takes mail on this machine, by the conversation of SMTP.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _closing = new();
    readonly Task _taking;

    public SmtpListener()
    {
        _listener.Start();
        _taking = TakeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The lines that clients said, and what they sent as mail.</summary>
    public List<string> Said { get; } = [];

    public List<string> Mails { get; } = [];

    /// <summary>Answers to recipients with this instead.</summary>
    public string Recipient { get; set; } = "250 ok";

    /// <summary>Answers to senders with this instead.</summary>
    public string Sender { get; set; } = "250 ok";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _taking;
        _closing.Dispose();
    }

    async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            Said.Add(line);
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (word == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync(_closing.Token) is { } part and not ".") mail.Append(part).Append('\n');
                Mails.Add(mail.ToString());
            }
            await writer.WriteLineAsync(word switch
            {
                "EHLO" => "250-here\r\n250 AUTH PLAIN", "AUTH" => "235 ok", "MAIL" => Sender, "RCPT" => Recipient,
                "QUIT" => "221 bye", _ => "250 ok",
            });
            if (word == "QUIT") return;
        }
    }
}
