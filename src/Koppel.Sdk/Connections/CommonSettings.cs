namespace Koppel.Sdk.Connections;

/// <summary>Settings that mean the same on every connection whose connector offers them.</summary>
public static class CommonSettings
{
    /// <summary>
    /// How many rows a load may change without a confirmation. The engine holds loads to it; a connector whose tables can be loaded offers
    /// it. The statement <c>set</c> cannot change it: a script does not lift its own guard.
    /// </summary>
    public static Setting ConfirmAbove { get; } = new(
        "confirm_above",
        "A load that would change more rows asks before it begins, or needs --yes where nobody can be asked; by default none asks")
    { Kind = SettingKind.Number };

    /// <summary>
    /// Whether a connection may be written to. The engine holds every load to it, and a script cannot lift it; a connector whose tables can
    /// be loaded offers it.
    /// </summary>
    public static Setting Access { get; } = new(
        "access", "read-write (the default) or read-only: then every statement that would write to this connection is refused")
    { Kind = SettingKind.Word, Words = [ReadWrite, ReadOnly] };

    /// <summary>
    /// Whether the connection's secret may travel unencrypted to another machine. A connector with an address and a secret offers it;
    /// configuration and <see cref="Http.RestClient"/> refuse http without it.
    /// </summary>
    public static Setting AllowHttp { get; } = new(
        "allow_http", "off (the default) or on: whether the token may be sent over http, unencrypted, to another machine than this one")
    { Kind = SettingKind.Switch };

    /// <summary>The word of <see cref="Access"/> for a connection that is never written to.</summary>
    public const string ReadOnly = "read-only";

    const string ReadWrite = "read-write";
}
