namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>What Salesforce is told to do with rows.</summary>
internal enum WriteVerb
{
    /// <summary>They are added.</summary>
    Insert,

    /// <summary>Those with their ids get values.</summary>
    Update,

    /// <summary>Those with a key get values, and are added where there are none.</summary>
    Upsert,

    /// <summary>Those with their ids go to the recycle bin.</summary>
    Delete,

    /// <summary>Those with their ids come back from the recycle bin.</summary>
    Undelete,
}
