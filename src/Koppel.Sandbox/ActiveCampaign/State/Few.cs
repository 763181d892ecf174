namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>Lists of a few items as plain arrays, exactly as long as they are: a million contacts have several each.</summary>
internal static class Few
{
    public static T[] With<T>(this T[] items, T item) => [.. items, item];

    public static T[] Without<T>(this T[] items, T item)
        where T : class => items.Length == 1 && items[0] == item ? [] : Array.FindAll(items, other => other != item);
}
