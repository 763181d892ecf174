namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>What belongs to a contact.</summary>
[Flags]
internal enum ContactParts
{
    /// <summary>Nothing: its own columns alone.</summary>
    None = 0,

    /// <summary>The values of its fields.</summary>
    Fields = 1,

    /// <summary>Its tags.</summary>
    Tags = 2,

    /// <summary>Its lists.</summary>
    Lists = 4,

    /// <summary>Its account.</summary>
    Account = 8,

    /// <summary>When it came into being and was last changed.</summary>
    Times = 16,
}
