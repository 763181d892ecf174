using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Files;

/// <summary>
/// The files of a connection as tables. A file is named after itself without extension, by its full name, and by its path below the folder;
/// a name that several files could have belongs to none of them.
/// </summary>
/// <param name="search">Finds the files.</param>
/// <param name="settings">What is set for a table of some names.</param>
internal sealed class FilesCatalog(FileSearch search, Func<IReadOnlyList<string>, TextFileSettings> settings) : ICatalog
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ITable>> ListAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var files = search.Find();
        var owners = Owners(files);
        return new([.. files.Select(f => Table(f, owners)).OfType<ITable>()]);
    }

    /// <inheritdoc/>
    public ValueTask<ITable?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var owners = Owners(search.Find());
        if (!owners.TryGetValue(name, out var files)) return new((ITable?)null);
        if (files is [var only]) return new(Table(only, owners));
        throw search.Ambiguous(name, files, [.. files.Select(f => Table(f, owners)).OfType<ITable>().Select(t => t.Schema.Name)]);
    }

    /// <inheritdoc/>
    public async ValueTask<KnownCatalog> KnownAsync(CancellationToken cancellationToken = default) =>
        new([.. (await ListAsync(cancellationToken)).Select(t => new KnownTable(t.Schema, HasAllColumns: false))], AreAll: true);

    /// <inheritdoc/>
    public void Set(Setting setting, string value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        throw new ArgumentException(
            $"The setting '{setting.Name}' of a files connection cannot be changed while it is open.", nameof(setting));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>For each name the files that could have it.</summary>
    static Dictionary<string, List<FoundFile>> Owners(IReadOnlyList<FoundFile> files)
    {
        var owners = new Dictionary<string, List<FoundFile>>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            foreach (var name in file.Names)
            {
                if (!owners.TryGetValue(name, out var list)) owners[name] = list = [];
                list.Add(file);
            }
        }
        return owners;
    }

    FileTable? Table(FoundFile file, Dictionary<string, List<FoundFile>> owners)
    {
        var names = file.Names.Where(n => owners[n].Count == 1).ToList();
        return names.Count > 0 ? new FileTable(file, names, settings(file.Names)) : null;
    }
}
