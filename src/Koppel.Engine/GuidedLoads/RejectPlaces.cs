using System.Globalization;

namespace Koppel.Engine.GuidedLoads;

/// <summary>From which row of its source a row of a load comes, where the load does not say it itself.</summary>
/// <param name="reader">Reads the source.</param>
/// <param name="script">The script that loads it; null where each row of the source is one of the load.</param>
/// <param name="saysRows">Whether the source says the numbers of its rows: then a row without one comes from none.</param>
internal sealed class RejectPlaces(SourceReader reader, LoadScript? script, bool saysRows)
{
    readonly Dictionary<int, IReadOnlyList<long>?> _places = [];

    /// <summary>Of a row of a statement of the script; null when it is not known.</summary>
    /// <param name="statement">The statement's place in the script, from 0.</param>
    /// <param name="row">The row's number among those of the load.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<long?> OfAsync(int statement, long row, CancellationToken cancellationToken)
    {
        if (saysRows) return null;
        if (!_places.TryGetValue(statement, out var numbers))
            _places[statement] = numbers = await ReadAsync(statement, cancellationToken);
        return numbers is null ? row : row >= 1 && row <= numbers.Count ? numbers[(int)row - 1] : null;
    }

    /// <summary>The same for a load, whose place is counted without the settings of the script.</summary>
    public Task<long?> OfLoadAsync(int load, long row, CancellationToken cancellationToken)
    {
        var loads = script?.Statements.Select((s, i) => (s.What, Index: i)).Where(s => s.What != "setting").Select(s => s.Index).ToList();
        return OfAsync(loads is not null && load < loads.Count ? loads[load] : load, row, cancellationToken);
    }

    /// <summary>For each row of a load the row of the source that it comes from; null where they are the same.</summary>
    async Task<IReadOnlyList<long>?> ReadAsync(int statement, CancellationToken cancellationToken)
    {
        if (script is null || statement < 0 || statement >= script.Statements.Count
            || script.Statements[statement].RowsOfSource is not { } sql) return null;
        IReadOnlyList<long> places = [];
        if (sql.Length == 0) return places;
        await reader.ReadAsync(sql, async rows => places = await rows.Rows
            .Select(r => Convert.ToInt64(r[0], CultureInfo.InvariantCulture)).ToListAsync(cancellationToken), cancellationToken);
        return places;
    }
}
