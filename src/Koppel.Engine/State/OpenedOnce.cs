namespace Koppel.Engine.State;

/// <summary>
/// Something that is opened when it is first needed, and stays open. What cannot be opened is tried anew by whoever needs it next: a disk
/// is not full for ever, and another program does not hold a file for ever. Safe to use from many threads.
/// </summary>
/// <param name="open">Opens it.</param>
internal sealed class OpenedOnce<T>(Func<T> open) where T : class
{
    Lazy<T> _attempt = new(open);

    /// <summary>The thing, opened now unless it is open.</summary>
    public T Value
    {
        get
        {
            var attempt = Volatile.Read(ref _attempt);
            try
            {
                return attempt.Value;
            }
            catch
            {
                // Those who waited for this attempt share its fault: an attempt each, one behind the other, would keep the last waiting.
                Interlocked.CompareExchange(ref _attempt, new Lazy<T>(open), attempt);
                throw;
            }
        }
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => Volatile.Read(ref _attempt).IsValueCreated;
}
