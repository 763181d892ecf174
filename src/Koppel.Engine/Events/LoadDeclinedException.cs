namespace Koppel.Engine.Events;

/// <summary>
/// Who was asked said no to a load, or to the reading of a statement: nothing of it was sent, and the script stopped.
/// </summary>
public sealed class LoadDeclinedException : OperationCanceledException
{
    internal LoadDeclinedException(string message) : base(message)
    {
    }
}
