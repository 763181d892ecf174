namespace Koppel.Sandbox;

/// <content>Mails and automations.</content>
public sealed partial record SandboxOptions
{
    /// <summary>
    /// A folder into which every mail is written that the real system would send, as <c>.eml</c>. The default is none: the newest thousand
    /// are kept in memory.
    /// </summary>
    public string? OutboxFolder { get; init; }

    /// <summary>Where <c>exclude_automations</c> of an import counts. The default is everywhere.</summary>
    public AutomationExclusion ExcludeAutomations { get; init; }
}
