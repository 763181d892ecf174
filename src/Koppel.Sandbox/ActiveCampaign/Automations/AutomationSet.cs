using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>
/// The automations and who went through them. They start by what calls do: a seed and a snapshot start nothing. Callers hold the sandbox's
/// lock.
/// </summary>
internal sealed class AutomationSet
{
    /// <summary>Automations that start each other by tags come to an end here.</summary>
    const int Deepest = 10;

    readonly Dictionary<(StartKind Kind, int Target), List<(Automation Automation, AutomationStart Start)>> _waiting = [];
    readonly Dictionary<Contact, Enrolment[]> _byContact = [];
    readonly Store _store;
    readonly Mailer _mailer;
    int _nextStart = 1;
    int _depth;

    public AutomationSet(Store store)
    {
        _store = store;
        _mailer = new Mailer(store);
        store.Tags.Joined += (contact, tag, now) => Happened(contact, StartKind.TagAdded, tag.Id, now);
        store.Memberships.Subscribed += (contact, list, now) => Happened(contact, StartKind.Subscribed, list, now);
    }

    public Rows<Automation> Rows { get; } = new();

    public Rows<Enrolment> Enrolments { get; } = new();

    /// <summary>Whether what happens now starts nothing: <c>exclude_automations</c>.</summary>
    public bool AreQuiet { get; set; }

    /// <summary>How many starts were kept from happening by <c>exclude_automations</c>.</summary>
    public int KeptQuiet { get; private set; }

    public IReadOnlyList<Enrolment> Of(Contact contact) => _byContact.GetValueOrDefault(contact) ?? [];

    public Automation Add(
        string name, string description, bool entersAgain, IEnumerable<(StartKind Kind, int Target)> starts,
        IReadOnlyList<AutomationStep> steps, DateTime now)
    {
        var automation = new Automation
        {
            Id = Rows.NextId,
            Name = name,
            Description = description,
            EntersAgain = entersAgain,
            Starts = [.. starts.Select(start => new AutomationStart(_nextStart++, start.Kind, start.Target))],
            Steps = steps,
            Created = now,
        };
        Add(automation);
        AutomationBlocks.Add(_store, automation, now);
        return automation;
    }

    /// <summary>Adds one as it is, from a snapshot.</summary>
    public void Add(Automation automation)
    {
        Rows.Add(automation);
        foreach (var start in automation.Starts)
        {
            _nextStart = Math.Max(_nextStart, start.Id + 1);
            if (!_waiting.TryGetValue((start.Kind, start.Target), out var known)) _waiting.Add((start.Kind, start.Target), known = []);
            known.Add((automation, start));
        }
    }

    /// <summary>Adds an enrolment as it is, from a snapshot.</summary>
    public void Add(Enrolment enrolment)
    {
        Enrolments.Add(enrolment);
        _byContact[enrolment.Contact] = (_byContact.GetValueOrDefault(enrolment.Contact) ?? []).With(enrolment);
    }

    /// <summary>Whether a contact may enter: the automation is on, and either takes everybody again or has not had this one.</summary>
    public bool MayEnter(Contact contact, Automation automation) =>
        automation.IsActive && (automation.EntersAgain || !Of(contact).Any(enrolment => enrolment.Automation == automation));

    /// <summary>Leads a contact through an automation.</summary>
    public Enrolment Enrol(Contact contact, Automation automation, AutomationStart? start, DateTime now)
    {
        var enrolment = new Enrolment(Enrolments.NextId, contact, automation, start, _store.Journal.Cause, now);
        Add(enrolment);
        automation.Entered++;
        _depth++;
        foreach (var step in automation.Steps) Do(enrolment, step, now);
        _depth--;
        automation.Exited++;
        return enrolment;
    }

    public void Remove(Enrolment enrolment)
    {
        Enrolments.Remove(enrolment);
        _byContact[enrolment.Contact] = _byContact[enrolment.Contact].Without(enrolment);
    }

    /// <summary>Forgets a contact that goes.</summary>
    public void Forget(Contact contact)
    {
        if (_byContact.Remove(contact, out var gone)) Enrolments.RemoveAll([.. gone]);
    }

    void Happened(Contact contact, StartKind kind, int target, DateTime now)
    {
        if (_store.Journal.Cause is null || _depth >= Deepest || !_waiting.TryGetValue((kind, target), out var starts)) return;
        foreach (var (automation, start) in starts)
        {
            if (!MayEnter(contact, automation)) continue;
            if (AreQuiet) KeptQuiet++;
            else Enrol(contact, automation, start, now);
        }
    }

    void Do(Enrolment enrolment, AutomationStep step, DateTime now)
    {
        var contact = enrolment.Contact;
        switch (step.Kind)
        {
            case StepKind.SendMessage when Array.Exists(contact.Lists, row => row.Status == ListStatus.Active):
                Send(enrolment, step.Target);
                enrolment.Mails++;
                break;
            case StepKind.SendMessage: enrolment.MailsLeftOut++; break;
            case StepKind.AddTag when _store.Tags.Find(step.Target) is { } tag: _store.Tags.Join(contact, tag, now); break;
            case StepKind.RemoveTag when contact.Tags.Find(link => link.Tag.Id == step.Target) is { } link: _store.Tags.Remove(link); break;
        }

        enrolment.StepsDone++;
    }

    /// <summary>Sends a message; one that was deleted is sent to nobody.</summary>
    void Send(Enrolment enrolment, int message)
    {
        if (_store.Table(MessageRows.Resource).Find(message) is not { } found) return;
        var list = Array.Find(enrolment.Contact.Lists, row => row.Status == ListStatus.Active)?.List ?? 0;
        _mailer.Send(found, enrolment.Contact, enrolment.Created, automation: enrolment.Automation.Id, list: list);
    }
}
