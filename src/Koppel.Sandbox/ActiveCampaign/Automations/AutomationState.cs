using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>The automations in a snapshot, and who went through them.</summary>
internal sealed record AutomationState(
    int NextAutomation, int NextEnrolment, IReadOnlyList<AutomationState.Row> Automations, IReadOnlyList<AutomationState.Entry> Enrolments)
{
    public static AutomationState Of(AutomationSet set) =>
        new(set.Rows.NextId, set.Enrolments.NextId, [.. set.Rows.All.ToArray().Select(Row.Of)],
            [.. set.Enrolments.All.ToArray().Select(Entry.Of)]);

    /// <exception cref="InvalidDataException">Something is there twice or refers to nothing.</exception>
    public void AddTo(Store store)
    {
        foreach (var row in Automations.OrderBy(row => row.Id))
        {
            if (store.Automations.Rows.NextId > row.Id) throw new InvalidDataException($"The snapshot has automation {row.Id} twice.");
            store.Automations.Add(row.Automation());
        }

        foreach (var entry in Enrolments.OrderBy(entry => entry.Id))
        {
            if (store.Automations.Enrolments.NextId > entry.Id)
                throw new InvalidDataException($"The snapshot has contactAutomation {entry.Id} twice.");
            store.Automations.Add(entry.Enrolment(store));
        }

        store.Automations.Rows.ContinueAt(NextAutomation);
        store.Automations.Enrolments.ContinueAt(NextEnrolment);
    }

    /// <summary>One automation.</summary>
    internal sealed record Row(
        int Id, string Name, string Description, bool IsActive, bool EntersAgain, IReadOnlyList<AutomationStart> Starts,
        IReadOnlyList<AutomationStep> Steps, DateTime Created, int Entered, int Exited)
    {
        public static Row Of(Automation one) =>
            new(one.Id, one.Name, one.Description, one.IsActive, one.EntersAgain, one.Starts, one.Steps, one.Created, one.Entered,
                one.Exited);

        public Automation Automation() => new()
        {
            Id = Id,
            Name = Name,
            Description = Description,
            IsActive = IsActive,
            EntersAgain = EntersAgain,
            Starts = Starts,
            Steps = Steps,
            Created = Created.ToUniversalTime(),
            Entered = Entered,
            Exited = Exited,
        };
    }

    /// <summary>One way of a contact through an automation.</summary>
    internal sealed record Entry(
        int Id, int Contact, int Automation, int Start, Cause? Cause, DateTime Entered, int StepsDone, int Mails, int MailsLeftOut)
    {
        public static Entry Of(Enrolment one) =>
            new(one.Id, one.Contact.Id, one.Automation.Id, one.Start?.Id ?? 0, one.Cause, one.Created, one.StepsDone, one.Mails,
                one.MailsLeftOut);

        public Enrolment Enrolment(Store store)
        {
            var contact = store.Contacts.Find(Contact)
                ?? throw new InvalidDataException($"The snapshot's contactAutomation {Id} names contact {Contact}, which is not in it.");
            var automation = store.Automations.Rows.Find(Automation)
                ?? throw new InvalidDataException(
                    $"The snapshot's contactAutomation {Id} names automation {Automation}, which is not in it.");
            return new(Id, contact, automation, automation.Starts.FirstOrDefault(start => start.Id == Start), Cause,
                Entered.ToUniversalTime()) { StepsDone = StepsDone, Mails = Mails, MailsLeftOut = MailsLeftOut };
        }
    }
}
