using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>A contact's way through an automation: <c>contactAutomation</c>.</summary>
/// <param name="id">Its id.</param>
/// <param name="contact">Who.</param>
/// <param name="automation">Through what.</param>
/// <param name="start">The start that was met; null when a call enrolled the contact.</param>
/// <param name="cause">The call behind it; null when it came in a snapshot without one.</param>
/// <param name="entered">When.</param>
internal sealed class Enrolment(
    int id, Contact contact, Automation automation, AutomationStart? start, Cause? cause, DateTime entered) : IDated
{
    readonly Seconds _entered = Seconds.Of(entered);

    public int Id => id;

    public Contact Contact => contact;

    public Automation Automation => automation;

    public AutomationStart? Start => start;

    public Cause? Cause => cause;

    public DateTime Created => _entered.Moment;

    public DateTime Updated => _entered.Moment;

    /// <summary>How many steps are done; nothing is waited for, so that it is all of them at once.</summary>
    public int StepsDone { get; set; }

    public bool IsDone => StepsDone == automation.Steps.Count;

    /// <summary>How many mails it sent.</summary>
    public int Mails { get; set; }

    /// <summary>How many mails it would have sent to somebody who is active on a list.</summary>
    public int MailsLeftOut { get; set; }
}
