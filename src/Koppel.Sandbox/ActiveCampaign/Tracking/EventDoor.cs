using System.Text;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.ActiveCampaign.Tracking;

/// <summary>
/// <c>POST /event</c>: what <c>trackcmp.net/event</c> is to an account. It wants a form, not JSON, and a key of its own, not the token; it
/// says 1 when it took the event and 0 when not, and never why. An event of somebody who is no contact is taken and goes nowhere.
/// </summary>
internal sealed class EventDoor(SandboxState state, SandboxOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var taken = form["actid"] == options.EventAccount && form["key"] == options.EventKey
            && state.Use(() => Take(form["event"].ToString(), form["eventdata"].ToString(), form["visit"].ToString()));
        context.Response.ContentType = options.EventAnswersJson ? "application/json" : "text/plain";
        await context.Response.WriteAsync(!options.EventAnswersJson ? taken ? "1" : "0"
            : taken ? """{"success":1,"message":"Event spawned"}""" : """{"success":0,"message":"Event not spawned"}""",
            context.RequestAborted);
    }

    bool Take(string name, string data, string visit)
    {
        var store = state.Store;
        var known = Array.Find(store.Table(EventTrackingEvents.Resource).All.ToArray(), row => row.Text("name") == name);
        if (!TrackingSettings.TakesEvents(store) || known is null
            || Sent.Parse(Encoding.UTF8.GetBytes(visit)).Member("email").Text() is not { Length: > 0 } email) return false;
        if (store.Contacts.Of(email) is { } contact) TrackingLogs.Add(store, contact, name, data, state.Now);
        return true;
    }
}
