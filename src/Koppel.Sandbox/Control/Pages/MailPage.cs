using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>One mail with its texts.</summary>
internal sealed record MailPage(
    OutboxPage.Row Mail, string From, string FromName, string ReplyTo, string ToName, string Text, string Html, string File)
{
    /// <summary>Null when it is not kept any more.</summary>
    public static MailPage? Read(SandboxState state, int id) => state.Use(() => state.Store.Outbox.Find(id) is not { } mail
        ? null
        : new MailPage(OutboxPage.Row.Of(state, mail), mail.From, mail.FromName, mail.ReplyTo, mail.ToName, mail.Text, mail.Html,
            MailFile.Name(mail)));

    /// <summary>
    /// The mail as a page for a frame of the viewer: whatever stands in it, it runs nothing, loads nothing and leads nowhere.
    /// </summary>
    public static Task SendHtmlAsync(SandboxState state, ControlCall call)
    {
        if (state.Use(() => state.Store.Outbox.Find(call.Id)) is not { } mail) return Gone(call);
        call.Response.ContentType = "text/html; charset=utf-8";
        call.Response.Headers.ContentSecurityPolicy =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
        call.Response.Headers.CacheControl = "no-store";
        return call.Response.WriteAsync(mail.Html, call.Aborted);
    }

    /// <summary>The mail as a file that every mail program opens.</summary>
    public static Task SendFileAsync(SandboxState state, ControlCall call)
    {
        if (state.Use(() => state.Store.Outbox.Find(call.Id)) is not { } mail) return Gone(call);
        call.Response.ContentType = "message/rfc822";
        call.Response.Headers.ContentDisposition = $"attachment; filename=\"{MailFile.Name(mail)}\"";
        call.Response.Headers.CacheControl = "no-store";
        return call.Response.Body.WriteAsync(MailFile.Bytes(mail), call.Aborted).AsTask();
    }

    static Task Gone(ControlCall call) => call.RefuseAsync(404, $"There is no mail {call.Id} any more. The newest {Outbox.Kept} are kept.");
}
