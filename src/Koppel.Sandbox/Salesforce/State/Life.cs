namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Where a record is.</summary>
internal enum Life : byte
{
    Live,

    /// <summary>In the recycle bin, from where it can come back.</summary>
    Deleted,

    /// <summary>Gone for good; its number is not given again.</summary>
    Purged,
}
