using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary><c>/messages</c>: what is sent, with its subject and its two bodies.</summary>
internal static class MessageRows
{
    public static readonly Resource Resource = new("messages", "message", "Message",
    [
        Number("userid", 1), Number("ed_instanceid"), Number("ed_version", 1), Created("cdate").In(Shown.Rows),
        Updated("mdate").In(Shown.Rows), Text("name"), Text("fromname"),
        Text("fromemail").AlsoSentAs("email"), Text("reply2"), Number("priority", 3), Text("charset", "utf-8"),
        Text("encoding", "quoted-printable"), Text("format", "mime"), Text("subject"),
        Text("preheader_text"), Text("text"), Text("html"), Text("htmlfetch", "now"), Text("textfetch", "now"), Flag("hidden"),
        Text("preview_mime"), Text("preview_data", null),
        Flag("has_predictive_content"), Text("language_code", null), Text("source", "web"), Links("user", "hyperlinks"), Id(),
        Reference("user", 1),
    ])
    {
        Cascades = [new("campaignMessages", "messageid")],
    };

    /// <summary>Puts a message in a store.</summary>
    public static Record Add(Store store, DateTime now, string subject, string text, string html) => store.Table(Resource).Add(
        now, ("name", subject), ("fromname", "Robin Sandbox"), ("fromemail", "robin@example.com"), ("reply2", "robin@example.com"),
        ("subject", subject), ("text", text), ("html", html));
}
