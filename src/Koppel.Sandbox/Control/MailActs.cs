using System.Net;
using System.Text;
using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Control.Pages;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>
/// What the vendor's screen and a reader of mail do, and the API cannot: send a campaign, build an automation, leave by a link.
/// </summary>
internal sealed class MailActs(SandboxState state)
{
    /// <summary>Presses Send.</summary>
    public Task SendCampaignAsync(ControlCall call)
    {
        try
        {
            var sent = state.Use(By("send of a campaign"), () => new Sending(state.Store).Send(call.Id));
            return call.SendAsync(new { campaign = call.Id, sent });
        }
        catch (InvalidOperationException fault)
        {
            return call.RefuseAsync(400, fault.Message);
        }
    }

    /// <summary>Builds an automation.</summary>
    public async Task AddAutomationAsync(ControlCall call)
    {
        var wanted = await call.ReadAsync<AutomationSent>();
        if (string.IsNullOrWhiteSpace(wanted?.Name))
            throw new FormatException(
                "Send {\"name\": …, \"tag\": …} or {\"name\": …, \"list\": …}, with \"subject\" and \"text\" for a mail that it sends, or "
                + "\"gives\" for a tag.");
        var made = state.Use(() => Add(wanted));
        await call.SendAsync(state.Use(() => AutomationsPage.Row.Of(state.Store, made)));
    }

    /// <summary>
    /// Follows the link in a mail: a page with a button, because a mere GET, which any picture on any page can make, must change nothing.
    /// </summary>
    public Task AskToLeaveAsync(ControlCall call)
    {
        var contact = call.Number("contact");
        if (state.Use(() => state.Store.Contacts.Find(contact)?.Email) is not { } email) return NotThere(call, contact);
        call.Response.ContentType = "text/html; charset=utf-8";
        call.Response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";
        call.Response.Headers.CacheControl = "no-store";
        var shown = WebUtility.HtmlEncode(email);
        return call.Response.WriteAsync(
            $"<!DOCTYPE html><title>Leave</title><form method=\"post\"><p>Take {shown} off the lists of this "
                + $"mail?</p><button>Leave</button></form>\n", call.Aborted);
    }

    /// <summary>
    /// Presses the button of that page, or that of a mail program: the contact leaves the lists of the campaign, or all where there is
    /// none.
    /// </summary>
    public Task UnsubscribeAsync(ControlCall call)
    {
        var (contact, campaign) = (call.Number("contact"), call.Number("campaign"));
        var left = state.Use(By("link in a mail"), () => Leave(contact, campaign));
        if (left is null) return NotThere(call, contact);
        call.Response.ContentType = "text/plain; charset=utf-8";
        return call.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(left + "\n"), call.Aborted).AsTask();
    }

    static Task NotThere(ControlCall call, int contact) => call.RefuseAsync(404, $"There is no contact {contact} any more.");

    Automation Add(AutomationSent wanted)
    {
        var (store, now) = (state.Store, state.Now);
        List<(StartKind, int)> starts = [];
        if (!string.IsNullOrWhiteSpace(wanted.Tag)) starts.Add((StartKind.TagAdded, Tag(wanted.Tag).Id));
        if (!string.IsNullOrWhiteSpace(wanted.List))
            starts.Add(
                (StartKind.Subscribed,
                    store.Table(ListRows.Resource).Find("name", wanted.List)?.Id
                        ?? throw new FormatException(
                            $"There is no list named '{wanted.List}'. GET /api/3/lists tells those that are there.")));
        if (starts.Count == 0) throw new FormatException($"The automation '{wanted.Name}' starts by nothing. Give it a tag or a list.");
        List<AutomationStep> steps = [];
        if (!string.IsNullOrWhiteSpace(wanted.Subject))
            steps.Add(new(StepKind.SendMessage, MessageRows.Add(store, now, wanted.Subject, wanted.Text ?? "", wanted.Html ?? "").Id));
        if (!string.IsNullOrWhiteSpace(wanted.Gives)) steps.Add(new(StepKind.AddTag, Tag(wanted.Gives).Id));
        if (!string.IsNullOrWhiteSpace(wanted.Takes)) steps.Add(new(StepKind.RemoveTag, Tag(wanted.Takes).Id));
        return store.Automations.Add(wanted.Name!, "", wanted.Again, starts, steps, now);

        Tag Tag(string name) => store.Tags.OfContacts(name, now);
    }

    string? Leave(int id, int number)
    {
        if (state.Store.Contacts.Find(id) is not { } contact) return null;
        var campaign = state.Store.Table(CampaignRows.Resource).Find(number);
        var lists = campaign is null
            ? []
            : state.Store.Table(CampaignListRows.Resource).Where("campaignid", number).Select(row => row.IdOf("listid")).ToArray();
        var left = contact.Lists.Where(row => row.Status == ListStatus.Active && (lists.Length == 0 || lists.Contains(row.List))).ToArray();
        foreach (var row in left) state.Store.Memberships.Subscribe(contact, row.List, ListStatus.Unsubscribed, state.Now);
        if (campaign is not null && left.Length > 0) campaign["unsubscribes"] = campaign.Number("unsubscribes") + 1;
        return left.Length == 0
            ? $"{contact.Email} was on no list of it."
            : $"{contact.Email} has left "
                + $"{string.Join(", ", left.Select(row => $"'{state.Store.Table(ListRows.Resource).Find(row.List)?.Text("name")}'"))}.";
    }

    Cause By(string what) => new(0, what, state.Moment);

    sealed record AutomationSent(
        string? Name, string? Tag, string? List, string? Subject, string? Text, string? Html, string? Gives, string? Takes, bool Again);
}
