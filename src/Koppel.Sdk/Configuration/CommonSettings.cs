namespace Koppel.Sdk;

/// <summary>Settings that mean the same on every connection whose connector offers them.</summary>
public static class CommonSettings
{
    /// <summary>
    /// How many rows a load may change without a confirmation. The engine holds loads to it; a connector whose tables can be loaded offers it.
    /// The statement <c>set</c> cannot change it: a script does not lift its own guard.
    /// </summary>
    public static Setting ConfirmAbove { get; } = new(
        "confirm_above", "A load that would change more rows asks before it begins, or needs --yes where nobody can be asked; by default none asks")
    { Kind = SettingKind.Number };
}
