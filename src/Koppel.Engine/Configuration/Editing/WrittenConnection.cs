namespace Koppel.Engine.Configuration.Editing;

/// <summary>A connection as it stands in a file, before anything is checked.</summary>
/// <param name="Name">The name behind <c>@</c>.</param>
/// <param name="Type">The connector's word, or null when none is given.</param>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Settings">The settings beside the type, in their order.</param>
public sealed record WrittenConnection(string Name, string? Type, int Line, IReadOnlyList<WrittenSetting> Settings)
{
    /// <summary>Names of tables that have settings of their own.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>A setting of that name without regard to case, or null.</summary>
    public WrittenSetting? Find(string setting) =>
        Settings.FirstOrDefault(s => s.Name.Equals(setting, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A setting as it stands in a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, references not resolved.</param>
/// <param name="Line">Its line.</param>
public sealed record WrittenSetting(string Name, string Value, int Line);
