namespace Koppel.Sdk.Http;

/// <summary>A limit that a remote system puts on calls.</summary>
/// <param name="Name">What it is called in messages, such as <c>calls a second</c>.</param>
/// <param name="Permits">How many calls may be sent in a window.</param>
/// <param name="Window">The window's length.</param>
public sealed record RateLimit(string Name, int Permits, TimeSpan Window)
{
    /// <summary>
    /// By how much the budget stretches the window, so that calls that overtake each other on the line never meet in one window of
    /// the far side. The default is 0.05.
    /// </summary>
    public double Margin { get; init; } = 0.05;

    /// <summary>The window with its margin.</summary>
    internal TimeSpan Stretched => Window * (1 + Margin);
}
