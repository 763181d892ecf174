namespace Koppel.Engine.Events;

/// <summary>Who was asked said no to a load: nothing of it was sent, and the script stopped.</summary>
public sealed class LoadDeclinedException : OperationCanceledException
{
    internal LoadDeclinedException(string message) : base(message)
    {
    }
}
