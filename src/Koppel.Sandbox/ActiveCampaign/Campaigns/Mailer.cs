using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>Writes a message to a contact, as of now, and puts it in the outbox.</summary>
sealed class Mailer(Store store, Outbox outbox, Func<string> root)
{
    public Outbox Outbox => outbox;

    /// <summary>The message of a campaign.</summary>
    public static Record? MessageOf(Store store, Record campaign) =>
        store.Table(CampaignMessageRows.Resource).Where("campaignid", campaign.Id) is [var first, ..]
            ? store.Table(MessageRows.Resource).Find(first.IdOf("messageid"))
            : null;

    /// <summary>Sends a message for an automation; one that was deleted is sent to nobody.</summary>
    public void Send(Enrolment enrolment, int message)
    {
        if (store.Table(MessageRows.Resource).Find(message) is not { } found) return;
        var list = Array.Find(enrolment.Contact.Lists, row => row.Status == ListStatus.Active)?.List ?? 0;
        Send(found, enrolment.Contact, enrolment.Created, automation: enrolment.Automation.Id, list: list);
    }

    public void Send(Record message, Contact contact, DateTime now, int campaign = 0, int automation = 0, int list = 0)
    {
        var unsubscribe = $"{root()}/_sandbox/unsubscribe?contact={contact.Id}&campaign={campaign}";
        var name = list == 0 ? null : store.Table(Lists.Resource).Find(list)?.Text("name");
        var personal = new Personalization(store, contact, name, unsubscribe, now);
        outbox.Add(new Mail
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
