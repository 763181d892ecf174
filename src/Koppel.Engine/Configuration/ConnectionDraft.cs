namespace Koppel.Engine.Configuration;

/// <summary>A connection as it was written, before anything is checked.</summary>
/// <param name="Name">The name behind <c>@</c>.</param>
/// <param name="Where">Where it stands, such as <c>koppel.toml:3</c> or <c>--connect ac</c>.</param>
/// <param name="FromFile">It stands in the file, where a secret in clear text is refused and a path counts from the file.</param>
sealed record ConnectionDraft(string Name, string Where, bool FromFile)
{
    /// <summary>The connector's word, or null when none is given.</summary>
    public SettingDraft? Type { get; set; }

    /// <summary>The settings beside the type.</summary>
    public List<SettingDraft> Settings { get; } = [];

    /// <summary>Settings of single tables, each with the table's name.</summary>
    public List<(string Table, SettingDraft Setting)> TableSettings { get; } = [];
}

/// <summary>What a file says, before anything is checked.</summary>
/// <param name="Connections">The connections, in their order.</param>
/// <param name="Ledger">The settings of the ledger.</param>
/// <param name="Keep">How long what is kept.</param>
/// <param name="Session">The settings of the session.</param>
sealed record ConfigurationDraft(List<ConnectionDraft> Connections, List<SettingDraft> Ledger, List<SettingDraft> Keep,
    List<SettingDraft> Session)
{
    /// <summary>A file that says nothing, or none.</summary>
    public static ConfigurationDraft Empty => new([], [], [], []);
}

/// <summary>A setting as it was written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, references not resolved.</param>
/// <param name="Where">Where it stands.</param>
sealed record SettingDraft(string Name, string Value, string Where);
