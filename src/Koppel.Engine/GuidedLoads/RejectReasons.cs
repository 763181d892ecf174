namespace Koppel.Engine.GuidedLoads;

/// <summary>Why rows of a source were not accepted, by their numbers, or by an address where the number is not known.</summary>
internal sealed class RejectReasons
{
    readonly Dictionary<long, List<(string Code, string Text)>> _byRow = [];
    readonly Dictionary<string, List<(string Code, string Text)>> _byAddress = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);
    long _nowhere;

    /// <summary>How many rejects are of no row that was taken.</summary>
    public long Left => _nowhere + _byRow.Count + _byAddress.Keys.Count(a => !_found.Contains(a));

    /// <summary>A row was not accepted.</summary>
    public void Add(long? row, string? address, (string Code, string Text) reason)
    {
        if (row is { } number) Add(_byRow, number, reason);
        else if (address is not null) Add(_byAddress, address, reason);
        else _nowhere++;
    }

    /// <summary>Why a row was not accepted; empty when it was.</summary>
    public IReadOnlyList<(string Code, string Text)> Take(long row, string? address)
    {
        var reasons = _byRow.Remove(row, out var own) ? own : [];
        if (address is null || !_byAddress.TryGetValue(address, out var others)) return reasons;
        _found.Add(address);
        return [.. reasons.Concat(others).Distinct()];
    }

    static void Add<T>(Dictionary<T, List<(string, string)>> to, T key, (string, string) reason) where T : notnull
    {
        if (!to.TryGetValue(key, out var reasons)) to[key] = reasons = [];
        if (!reasons.Contains(reason)) reasons.Add(reason);
    }
}
