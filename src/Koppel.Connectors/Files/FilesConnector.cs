using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Files;

/// <summary>Every CSV, TSV, Parquet and JSON file of a folder or pattern is a table named after it.</summary>
public sealed class FilesConnector : IConnector
{
    static readonly Setting Path = new(
        "path",
        "A folder (data), a pattern (data/*.csv, data/**/orders-*.parquet) or one file. A relative path counts from the configuration's "
        + "folder.")
    {
        Kind = SettingKind.Path,
        Required = true,
        Title = "Folder or files",
    };

    /// <inheritdoc/>
    public string Type => "files";

    /// <inheritdoc/>
    public string Description => "The CSV, TSV, Parquet and JSON files of a folder or pattern.";

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings { get; } = [Path, .. TextSettings.All, CommonSettings.Environment];

    /// <inheritdoc/>
    public IReadOnlyList<Setting> TableSettings => TextSettings.All;

    /// <inheritdoc/>
    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        return new FilesCatalog(
            new FileSearch(settings.Name, settings.Required(Path.Name), environment.BaseFolder), names => TextSettings.Of(settings, names));
    }
}
