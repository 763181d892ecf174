using System.Globalization;
using MimeKit;

namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary>Writes a mail as it would travel: an <c>.eml</c>, which every mail program opens.</summary>
internal static class MailFile
{
    /// <summary>The same bytes on every system: lines end as mail has them.</summary>
    static readonly FormatOptions Format = Lines();

    public static byte[] Bytes(Mail mail)
    {
        using var message = Message(mail);
        using var memory = new MemoryStream();
        message.WriteTo(Format, memory);
        return memory.ToArray();
    }

    /// <summary>A file name that sorts by time and cannot leave its folder: <c>20260601-153000-000012-ada@example.com.eml</c>.</summary>
    public static string Name(Mail mail)
    {
        var address = string.Concat(
            mail.To.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '@' or '.' or '-' or '_' or '+' ? letter : '_'));
        return string.Create(CultureInfo.InvariantCulture,
            $"{mail.Sent:yyyyMMdd-HHmmss}-{mail.Id:000000}-{(address.Length > 80 ? address[..80] : address)}.eml");
    }

    static FormatOptions Lines()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }

    static MimeMessage Message(Mail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = new DateTimeOffset(mail.Sent),
            MessageId = $"{mail.Id}.{mail.Contact}@sandbox.invalid",
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(Address(mail.FromName, mail.From));
        message.To.Add(Address(mail.ToName, mail.To));
        if (mail.ReplyTo.Length > 0) message.ReplyTo.Add(Address("", mail.ReplyTo));
        message.Headers.Add("List-Unsubscribe", $"<{mail.UnsubscribeLink}>");
        message.Headers.Add("X-Sandbox-Contact", mail.Contact.ToString(CultureInfo.InvariantCulture));
        if (mail.Campaign > 0) message.Headers.Add("X-Sandbox-Campaign", mail.Campaign.ToString(CultureInfo.InvariantCulture));
        if (mail.Automation > 0) message.Headers.Add("X-Sandbox-Automation", mail.Automation.ToString(CultureInfo.InvariantCulture));
        return message;
    }

    /// <summary>Whatever stands in the row, without being read: an address that is none must not stop a sending.</summary>
    static MailboxAddress Address(string name, string address) => new(name, address.Length > 0 ? address : "nobody@sandbox.invalid");
}
