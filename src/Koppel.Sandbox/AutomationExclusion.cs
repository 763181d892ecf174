namespace Koppel.Sandbox;

/// <summary>Where <c>exclude_automations</c> of an import counts.</summary>
public enum AutomationExclusion
{
    /// <summary>At the top of the body, for all its contacts, and inside a contact.</summary>
    Anywhere,

    /// <summary>At the top of the body only.</summary>
    TopLevel,

    /// <summary>Inside a contact only.</summary>
    PerContact,
}
