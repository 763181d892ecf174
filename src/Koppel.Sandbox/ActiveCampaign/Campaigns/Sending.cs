using System.Text.RegularExpressions;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>
/// Sends a campaign, as the button of the vendor's screen does; the API has no call for it. Who gets it is decided now: who is in its
/// segment now, and active on one of its lists now, or on any list when it names none. Whoever has left, has not confirmed or has bounced
/// gets nothing.
/// </summary>
internal sealed partial class Sending(Store store)
{
    readonly Mailer _mailer = new(store);

    /// <summary>Sends, and tells to how many.</summary>
    /// <exception cref="InvalidOperationException">It cannot be sent; the message says why and what to do.</exception>
    public int Send(int id)
    {
        if (store.Table(CampaignRows.Resource).Find(id) is not { } campaign || campaign["deletestamp"] is not null)
            throw new InvalidOperationException($"There is no campaign {id}. GET /api/3/campaigns lists those that are there.");
        if (campaign.Number("status") != CampaignRows.Draft)
            throw new InvalidOperationException(
                $"Campaign {id} was sent on {campaign.Text("sdate")}. POST /api/3/campaigns/{id}/copy makes a draft of it.");
        var lists = store.Table(CampaignListRows.Resource).Where("campaignid", id);
        var segment = campaign.IdOf("segmentid") is > 0 and var number
            ? store.Segments.Rows.Find(number)
                ?? throw new InvalidOperationException(
                    $"Campaign {id} goes to segment {number}, which is not there any more. Give it another with PUT "
                        + $"/api/3/campaigns/{id}/edit.")
            : null;
        if (lists.Length == 0 && segment is null)
            throw new InvalidOperationException(
                $"Campaign {id} has neither a list nor a segment. Give it listIds or segmentId with PUT /api/3/campaigns/{id}/edit.");
        if (CampaignMessageRows.MessageOf(store, campaign) is not { } message || message.Text("subject").Length == 0
            || (message.Text("text").Length == 0 && message.Text("html").Length == 0))
            throw new InvalidOperationException(
                $"Campaign {id} has no subject or no text yet. GET /api/3/campaigns/{id}/campaignMessages names its message; PUT "
                    + $"/api/3/messages/{{id}} fills it.");
        var recipients = Recipients(segment, [.. lists.Select(list => list.IdOf("listid"))]);
        Deliver(campaign, message, recipients);
        Count(campaign, message, lists, recipients);
        return recipients.Count;
    }

    /// <summary>The contacts who get it, each with the list through which.</summary>
    List<(Contact Contact, int List)> Recipients(Segment? segment, int[] lists)
    {
        var members = segment is null
            ? ContactSet.Everybody
            : new SegmentCompiler(store, store.Now).Compile(segment.Latest.Definition).Among(store, ContactSet.Everybody);
        if (lists.Length > 0)
            members = members.And(
                lists.Aggregate(ContactSet.Nobody, (all, list) => all.Or(ContactSet.Of(store.Memberships.Of(list).Contacts))));
        if (segment is not null) segment.LastUsed = store.Clock.Now;
        List<(Contact, int)> recipients = [];
        foreach (var id in members.Members(store).Span)
        {
            var contact = store.Contacts.Find(id)!;
            if (Array.Find(contact.Lists, row => row.Status == ListStatus.Active && (lists.Length == 0 || lists.Contains(row.List)))
                is { } row) recipients.Add((contact, row.List));
        }

        return recipients;
    }

    /// <summary>Of a large sending only the mails are written that will be kept; the others are counted.</summary>
    void Deliver(Record campaign, Record message, List<(Contact Contact, int List)> recipients)
    {
        var written = store.Outbox.WritesFiles ? 0 : recipients.Count - Outbox.Kept;
        foreach (var (index, (contact, list)) in recipients.Index())
        {
            if (index < written) store.Outbox.Count();
            else _mailer.Send(message, contact, store.Now, campaign: campaign.Id, list: list);
        }
    }

    void Count(Record campaign, Record message, Record[] lists, List<(Contact Contact, int List)> recipients)
    {
        (campaign["status"], campaign["sdate"], campaign["ldate"]) = (CampaignRows.Completed, store.Now, store.Now);
        foreach (var row in store.Table(CampaignMessageRows.Resource).Where("campaignid", campaign.Id).Prepend(campaign))
            (row["send_amt"], row["total_amt"]) = (recipients.Count, recipients.Count);
        foreach (var list in lists) list["list_amt"] = recipients.Count(one => one.List == list.IdOf("listid"));
        campaign.Updated = store.Now;
        foreach (var address in Addresses().Matches(message.Text("html")).Select(match => match.Groups[1].Value).Distinct())
            store.Table(LinkRows.Resource)
                .Add(store.Now, ("campaignid", campaign.Id), ("messageid", message.Id), ("link", address),
                    ("tracked", campaign.Text("tracklinks") == "none" ? 0L : 1L));
    }

    [GeneratedRegex("href=\"(https?://[^\"]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();
}
