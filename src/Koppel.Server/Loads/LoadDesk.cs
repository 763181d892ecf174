using Koppel.Engine.GuidedLoads;
using Koppel.Sdk.Connections;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>Proposes mappings, and writes the scripts that they mean.</summary>
/// <param name="sources">Opens sources.</param>
/// <param name="catalog">Asks the engine.</param>
internal sealed class LoadDesk(SourceShelf sources, CatalogSession catalog)
{
    readonly SourceLooks _looks = new();

    /// <summary>The connections into which a guided load can go, and what each is, said or not.</summary>
    public Task<List<(ConnectionSettings Connection, string? Environment)>> TargetsAsync() => catalog.ConfigurationAsync(told =>
        told.Engine.Connections.Where(c => c.Type.Equals(TargetNamesReader.Kind, StringComparison.OrdinalIgnoreCase))
            .Select(c => (c, told.Engine.Connectors.Find(c.Type) is { } kind ? CommonSettings.EnvironmentOf(kind, c) : null)).ToList());

    /// <summary>What a source holds.</summary>
    public async Task<(OpenedSource Source, SourceFacts Facts)> LookAsync(SourceAsk ask, CancellationToken cancellationToken)
    {
        var source = await sources.OpenAsync(ask, cancellationToken);
        var facts = await _looks.OfAsync(source, () =>
            sources.ReadAsync(source, s => new SourceReader(s).ReadAsync(source.Table, cancellationToken)));
        return (source, facts);
    }

    /// <summary>A mapping for a source, and the names of the account that were read for it.</summary>
    public async Task<(LoadMapping Mapping, TargetNames Names)> ProposeAsync(
        SourceAsk ask, string connection, CancellationToken cancellationToken)
    {
        await CheckTargetAsync(connection);
        var (_, facts) = await LookAsync(ask, cancellationToken);
        var names = await catalog.AskAsync(s => new TargetNamesReader(s).ReadAsync(connection, cancellationToken));
        return (MappingProposer.Propose(connection, facts, names), names);
    }

    /// <summary>The script by which a source is loaded.</summary>
    public async Task<LoadScript> WriteAsync(SourceAsk ask, LoadMapping mapping, CancellationToken cancellationToken)
    {
        await CheckTargetAsync(mapping.Connection);
        var source = await sources.OpenAsync(ask, cancellationToken);
        var columns = await sources.ReadAsync(source, s => new SourceReader(s).ColumnsAsync(source.Table, cancellationToken));
        return LoadScriptWriter.Write(source.Table, columns, await CompleteAsync(mapping, cancellationToken));
    }

    /// <summary>A kept mapping for another source.</summary>
    public async Task<MappingMatch> MatchAsync(SourceAsk ask, LoadMapping mapping, CancellationToken cancellationToken)
    {
        var source = await sources.OpenAsync(ask, cancellationToken);
        var columns = await sources.ReadAsync(source, s => new SourceReader(s).ColumnsAsync(source.Table, cancellationToken));
        return MappingMatch.Of(mapping, [.. columns.Select(c => c.Name)]);
    }

    /// <summary>A mapping with what is known of the fields that it names.</summary>
    public Task<LoadMapping> CompleteAsync(LoadMapping mapping, CancellationToken cancellationToken) =>
        catalog.AskAsync(s => MappingCompletion.CompleteAsync(s, mapping, cancellationToken));

    async Task CheckTargetAsync(string connection)
    {
        if (!(await TargetsAsync()).Exists(t => t.Connection.Name.Equals(connection, StringComparison.OrdinalIgnoreCase)))
            throw new ApiFault(422, "no-target", $"There is no connection '{connection}' into which contacts can be loaded from here.");
    }
}
