namespace Koppel.Sdk.Http;

/// <summary>A limit that a remote system puts on calls.</summary>
/// <param name="Name">What it is called in messages, such as <c>calls a second</c>.</param>
/// <param name="Permits">How many calls may be sent in a window.</param>
/// <param name="Window">The window's length.</param>
public sealed record RateLimit(string Name, int Permits, TimeSpan Window)
{
    /// <summary>
    /// By how much the budget stretches the window, so that calls that overtake each other on the line never meet in one window of
    /// the remote system. The default is 0.04.
    /// </summary>
    public double Margin { get; init; } = 0.04;

    /// <summary>The window with its margin.</summary>
    internal TimeSpan Stretched => Window * (1 + Margin);

    /// <summary>
    /// A part of it, as near as whole permits allow: permits are rounded up and the window is made longer by as much, so the pace over time
    /// is exact.
    /// </summary>
    /// <param name="share">Above 0 and at most 1.</param>
    internal RateLimit Part(double share)
    {
        if (share >= 1) return this;
        var exact = Permits * share;
        var permits = Math.Clamp((int)Math.Ceiling(exact - 1e-9), 1, Permits); // 0.07 of 100 is 7.000000000000001.
        return this with { Permits = permits, Window = Window * (permits / exact) };
    }
}
