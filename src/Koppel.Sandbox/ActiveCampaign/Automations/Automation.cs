using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>What happens by itself to a contact who gets a tag or subscribes to a list.</summary>
internal sealed class Automation : IDated
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public bool IsActive { get; init; } = true;

    /// <summary>Whether a contact may go through it more than once.</summary>
    public bool EntersAgain { get; init; }

    public required IReadOnlyList<AutomationStart> Starts { get; init; }

    public required IReadOnlyList<AutomationStep> Steps { get; init; }

    public required DateTime Created { get; init; }

    public DateTime Updated => Created;

    public int Entered { get; set; }

    public int Exited { get; set; }
}

/// <summary>What starts an automation.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What must happen.</param>
/// <param name="Target">The id of the tag or list.</param>
internal sealed record AutomationStart(int Id, StartKind Kind, int Target);

/// <summary>What an automation waits for.</summary>
internal enum StartKind
{
    /// <summary>A contact gets a tag.</summary>
    TagAdded,

    /// <summary>A contact subscribes to a list.</summary>
    Subscribed,
}

/// <summary>One thing that an automation does.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">The id of the message or tag.</param>
internal sealed record AutomationStep(StepKind Kind, int Target);

/// <summary>What an automation can do.</summary>
internal enum StepKind
{
    /// <summary>Sends a message, if the contact is active on a list.</summary>
    SendMessage,

    /// <summary>Gives a tag, which may start other automations.</summary>
    AddTag,

    /// <summary>Takes a tag.</summary>
    RemoveTag,
}
