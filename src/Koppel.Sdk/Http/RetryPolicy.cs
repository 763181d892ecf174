namespace Koppel.Sdk.Http;

/// <summary>How often and how long a failed call is tried again.</summary>
public sealed record RetryPolicy
{
    /// <summary>How many times a call is sent at most, when sending it again is harmless. The default is 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The first pause; each further one is twice as long. The default is half a second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause that is chosen without being asked for. The default is 20 seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The longest pause that a server can ask for (<c>Retry-After</c>); then the call is made again all the same. The default is 5
    /// minutes.
    /// </summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer may take. The default is 60 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it may take to make a connection. The default is 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many times a call is sent at most to a host that was never reached: one that cannot be found will not be found half a
    /// minute later either, so the user waits for nothing. The default is 3.
    /// </summary>
    public int FirstContactAttempts { get; init; } = 3;

    /// <summary>
    /// No attempt begins later than this after the first that did not reach the host: whoever waits is told soon, and can go on with the
    /// load later. The default is 20 seconds; the last attempt can take <see cref="ConnectTimeout"/> more.
    /// </summary>
    public TimeSpan LongestOutOfReach { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many times a call is sent at most that is answered with "too many calls". The default is 10.</summary>
    public int ThrottledAttempts { get; init; } = 10;

    /// <summary>The pause behind a failed attempt: doubled each time, with a random share of a half taken away.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="jitter">A random number from 0 to 1.</param>
    public TimeSpan Pause(int attempt, double jitter)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 30) - 1);
        return (pause < LongestPause ? pause : LongestPause) * (1 - jitter / 2);
    }
}
