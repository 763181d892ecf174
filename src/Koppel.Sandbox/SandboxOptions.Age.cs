namespace Koppel.Sandbox;

/// <content>The API's answers change over the years. docs/sandbox.md lists what is known to have changed, and when it was first
/// seen.</content>
public sealed partial record SandboxOptions
{
    /// <summary>
    /// The day as of which answers look: <c>new DateOnly(2021, 3, 23)</c> gives the keys and values that were recorded then. The default,
    /// null, is today, with the keys that are gone as long as <see cref="KeysGoneStay"/> says so.
    /// </summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Whether answers have what came on a day.</summary>
    internal bool Has(DateOnly came) => AsOf is null || AsOf >= came;

    /// <summary>Whether answers have what was there between two days.</summary>
    internal bool HasOfOld(DateOnly came, DateOnly went) => AsOf is { } day ? day >= came && day < went : KeysGoneStay;

    /// <summary>Whether answers are meant to be as before a day.</summary>
    internal bool IsBefore(DateOnly day) => AsOf < day;
}
