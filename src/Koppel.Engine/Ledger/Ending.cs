namespace Koppel.Engine.Ledger;

/// <summary>How the work on a run or a statement ended. What it is called follows from this and from its books.</summary>
public enum Ending
{
    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>A fault ended it.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Stopped,
}
