using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary>Writes a message to a contact, as of now, and puts it in the outbox.</summary>
internal sealed class Mailer(Store store)
{
    public void Send(Record message, Contact contact, DateTime now, int campaign = 0, int automation = 0, int list = 0)
    {
        var unsubscribe = $"{store.Root.GetLeftPart(UriPartial.Authority)}/_sandbox/unsubscribe?contact={contact.Id}&campaign={campaign}";
        var name = list == 0 ? null : store.Table(ListRows.Resource).Find(list)?.Text("name");
        var personal = new Personalization(store, contact, name, unsubscribe, now);
        store.Outbox.Add(new Mail
        {
            Sent = now,
            Contact = contact.Id,
            To = contact.Email,
            ToName = $"{contact.FirstName} {contact.LastName}".Trim(),
            From = message.Text("fromemail"),
            FromName = message.Text("fromname"),
            ReplyTo = message.Text("reply2"),
            Subject = personal.Fill(message.Text("subject")),
            Text = personal.Fill(message.Text("text")),
            Html = personal.FillHtml(message.Text("html")),
            UnsubscribeLink = unsubscribe,
            Message = message.Id,
            Campaign = campaign,
            Automation = automation,
        });
    }
}
