using Koppel.Sdk.Reading;

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
    { Kind = SettingKind.Number, Advanced = true, Title = "Ask above so many rows" };

    /// <summary>
    /// How many calls a statement may take to read a connection without a confirmation. The statement <c>set</c> cannot change it.
    /// </summary>
    public static Setting ConfirmCallsAbove { get; } = new(
        "confirm_calls_above",
        "A statement that takes more calls to read asks before, or needs --yes where nobody can be asked; by default none asks")
    { Kind = SettingKind.Number, Advanced = true, Title = "Ask above so many calls" };

    /// <summary>How many rows one load may change at most.</summary>
    public static Setting MaxChanges { get; } = Amount(
        "max_changes", "Most changed rows",
        "A load that would change more rows is refused: a number, or a share of the target's rows such as 20%; any by default");

    /// <summary>How many rows one load may delete at most.</summary>
    public static Setting MaxDeletes { get; } = Amount(
        "max_deletes", "Most deleted rows",
        "A load that would delete more rows is refused: a number, or a share of the target's rows such as 5%; any by default");

    /// <summary>How many rows one load may insert at most.</summary>
    public static Setting MaxCreates { get; } = Amount(
        "max_creates", "Most new rows",
        "A load that would insert more rows is refused: a number, or a share of the target's rows such as 20%; any by default");

    /// <summary>How many calls one statement may make of the connection at most.</summary>
    public static Setting MaxCalls { get; } = new(
        "max_calls", "A statement that would make more calls of the connection, reads included, is refused; any number by default")
    { Kind = SettingKind.Number, Changeable = true, Advanced = true, Title = "Most calls" };

    /// <summary>How many calls of the connection may be made in 24 hours, by what the ledger knows of them.</summary>
    public static Setting MaxCallsADay { get; } = new(
        "max_calls_a_day",
        "A statement with whose calls more would be made of the connection in 24 hours, by the ledger, is refused; any number by default")
    { Kind = SettingKind.Number, Changeable = true, Advanced = true, Title = "Most calls a day" };

    /// <summary>
    /// What the engine holds every statement to: no question and no confirmation lifts one of them. The statement <c>set</c> can lower them
    /// and not raise them. A connector whose tables can be loaded offers them.
    /// </summary>
    public static IReadOnlyList<Setting> Limits { get; } = [MaxChanges, MaxDeletes, MaxCreates, MaxCalls, MaxCallsADay];

    /// <summary>
    /// Whether a connection may be written to. The engine holds every load to it, and a script cannot lift it; a connector whose tables can
    /// be loaded offers it.
    /// </summary>
    public static Setting Access { get; } = new(
        "access", "read-write (the default) or read-only: then every statement that would write to this connection is refused")
    { Kind = SettingKind.Word, Words = [ReadWrite, ReadOnly], Default = ReadWrite, Title = "Access" };

    /// <summary>
    /// Whether the connection's secret may travel unencrypted to another machine. A connector with an address and a secret offers it;
    /// configuration and <see cref="Http.RestClient"/> refuse http without it.
    /// </summary>
    public static Setting AllowHttp { get; } = new(
        "allow_http", "off (the default) or on: whether the token may be sent over http, unencrypted, to another machine than this one")
    { Kind = SettingKind.Switch, Default = "off", Advanced = true, Title = "Allow http" };

    /// <summary>
    /// What a connection is to its users. It changes nothing of what is done: doors that are looked at show it, and ask for more where it
    /// is production. Every connector offers it.
    /// </summary>
    public static Setting Environment { get; } = new(
        "environment", "What the connection is to you; the query tool shows it, and asks for the connection's name before it loads into "
        + "production; production by default, unless the address is this machine's")
    { Kind = SettingKind.Word, Words = [Production, "acceptance", "test", "development", "sandbox"], Title = "What it is to you" };

    /// <summary>
    /// Where the column names of a workbook or a file of text come from, as <see cref="HeaderRule.Find"/> reads it. A connector of files
    /// offers it.
    /// </summary>
    /// <param name="description">What each of its words means there, one sentence.</param>
    public static Setting Header(string description) => new("header", description)
    {
        Checks = value => HeaderRule.Find(value) is null ? $"must be auto, first, none or the number of a row, not '{value}'" : null,
        Default = "auto", Title = "Headings",
    };

    /// <summary>The word of <see cref="Environment"/> for a connection on which a mistake hurts.</summary>
    public const string Production = "production";

    /// <summary>The word of <see cref="Access"/> for a connection that is never written to.</summary>
    public const string ReadOnly = "read-only";

    const string ReadWrite = "read-write";

    /// <summary>
    /// What a connection is, said or not: one that can be loaded is <see cref="Production"/> where nothing is said, unless its address is
    /// this machine's.
    /// </summary>
    /// <param name="connector">The kind of system.</param>
    /// <param name="settings">The connection.</param>
    /// <returns>One of the words of <see cref="Environment"/>; null where nothing is said, and nothing is to be feared.</returns>
    public static string? EnvironmentOf(IConnector connector, ConnectionSettings settings) =>
        settings.Text(Environment.Name) is { } said ? said.ToLowerInvariant()
        : !connector.CanLoad() || IsOnThisMachine(connector, settings) ? null
        : Production;

    /// <summary>Whether a connection has an address, and each that it has is this machine's.</summary>
    public static bool IsOnThisMachine(IConnector connector, ConnectionSettings settings)
    {
        var given = connector.Settings.Where(s => s.Kind == SettingKind.Url).Select(s => settings.Text(s.Name));
        var addresses = given.OfType<string>().ToList();
        return addresses.Count > 0 && addresses.TrueForAll(a => Uri.TryCreate(a, UriKind.Absolute, out var address) && address.IsLoopback);
    }

    static Setting Amount(string name, string title, string description) =>
        new(name, description) { Kind = SettingKind.Amount, Changeable = true, Advanced = true, Title = title };
}
