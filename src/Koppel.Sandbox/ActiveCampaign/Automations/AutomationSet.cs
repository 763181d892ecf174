using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>
/// The automations and who went through them. They start by what calls do: a seed and a snapshot start nothing. Callers hold the sandbox's
/// lock.
/// </summary>
sealed class AutomationSet(Store store)
{
    /// <summary>Automations that start each other by tags come to an end here.</summary>
    const int Deepest = 10;

    readonly Dictionary<(StartKind Kind, int Target), List<(Automation Automation, AutomationStart Start)>> waiting = [];
    readonly Dictionary<Contact, Enrolment[]> byContact = [];
    int nextStart = 1;
    int depth;

    public Rows<Automation> Rows { get; } = new();

    public Rows<Enrolment> Enrolments { get; } = new();

    /// <summary>Whether what happens now starts nothing: <c>exclude_automations</c>.</summary>
    public bool AreQuiet { get; set; }

    /// <summary>How many starts were kept from happening by <c>exclude_automations</c>.</summary>
    public int KeptQuiet { get; private set; }

    /// <summary>Sends a message for an enrolment. Set once there is an outbox.</summary>
    public Action<Enrolment, int>? SendMessage { get; set; }

    public IReadOnlyList<Enrolment> Of(Contact contact) => byContact.GetValueOrDefault(contact) ?? [];

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
            Starts = [.. starts.Select(start => new AutomationStart(nextStart++, start.Kind, start.Target))],
            Steps = steps,
            Created = now,
        };
        Add(automation);
        AutomationBlocks.Add(store, automation, now);
        return automation;
    }

    /// <summary>Adds one as it is, from a snapshot.</summary>
    public void Add(Automation automation)
    {
        Rows.Add(automation);
        foreach (var start in automation.Starts)
        {
            nextStart = Math.Max(nextStart, start.Id + 1);
            if (!waiting.TryGetValue((start.Kind, start.Target), out var known)) waiting.Add((start.Kind, start.Target), known = []);
            known.Add((automation, start));
        }
    }

    /// <summary>Adds an enrolment as it is, from a snapshot.</summary>
    public void Add(Enrolment enrolment)
    {
        Enrolments.Add(enrolment);
        byContact[enrolment.Contact] = (byContact.GetValueOrDefault(enrolment.Contact) ?? []).With(enrolment);
    }

    public void TagAdded(Contact contact, Tag tag, DateTime now) => Happened(contact, StartKind.TagAdded, tag.Id, now);

    public void Subscribed(Contact contact, int list, DateTime now) => Happened(contact, StartKind.Subscribed, list, now);

    /// <summary>Whether a contact may enter: the automation is on, and either takes everybody again or has not had this one.</summary>
    public bool MayEnter(Contact contact, Automation automation) =>
        automation.IsActive && (automation.EntersAgain || !Of(contact).Any(enrolment => enrolment.Automation == automation));

    /// <summary>Leads a contact through an automation.</summary>
    public Enrolment Enrol(Contact contact, Automation automation, AutomationStart? start, DateTime now)
    {
        var enrolment = new Enrolment(Enrolments.NextId, contact, automation, start, store.Journal.Cause, now);
        Add(enrolment);
        automation.Entered++;
        depth++;
        foreach (var step in automation.Steps) Do(enrolment, step, now);
        depth--;
        automation.Exited++;
        return enrolment;
    }

    public void Remove(Enrolment enrolment)
    {
        Enrolments.Remove(enrolment);
        byContact[enrolment.Contact] = byContact[enrolment.Contact].Without(enrolment);
    }

    /// <summary>Forgets a contact that goes.</summary>
    public void Forget(Contact contact)
    {
        if (byContact.Remove(contact, out var gone)) Enrolments.RemoveAll([.. gone]);
    }

    void Happened(Contact contact, StartKind kind, int target, DateTime now)
    {
        if (store.Journal.Cause is null || depth >= Deepest || !waiting.TryGetValue((kind, target), out var starts)) return;
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
                SendMessage?.Invoke(enrolment, step.Target);
                enrolment.Mails++;
                break;
            case StepKind.SendMessage: enrolment.MailsLeftOut++; break;
            case StepKind.AddTag when store.Tags.Find(step.Target) is { } tag: store.Join(contact, tag, now); break;
            case StepKind.RemoveTag when contact.Tags.Find(link => link.Tag.Id == step.Target) is { } link: store.Remove(link); break;
        }

        enrolment.StepsDone++;
    }
}
