using System.Globalization;
using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>
/// Holds a load to what its connection allows one load at most (<see cref="CommonSettings.Limits"/>). A limit that cannot be held against
/// the plan counts as exceeded.
/// </summary>
/// <param name="context">The load.</param>
/// <param name="target">Where it goes.</param>
/// <param name="load">Its rows; null where they are not read, since their plan is in the ledger.</param>
internal sealed class LoadLimits(ILoadContext context, LoadTarget target, IReadLoad? load)
{
    static readonly (Setting Setting, string Verb, WriteOperation? Operation)[] OfRows =
    [
        (CommonSettings.MaxChanges, "change", null),
        (CommonSettings.MaxDeletes, "delete", WriteOperation.Delete),
        (CommonSettings.MaxCreates, "insert", WriteOperation.Insert),
    ];

    (long? Count, bool IsKnown) _rows;

    /// <summary>Whether a connection has limits: then nothing of a load is sent before its plan is whole.</summary>
    public static bool Watches(ConnectionSettings connection) =>
        CommonSettings.Limits.Any(s => connection.Text(s.Name) is not null);

    /// <summary>
    /// The first limit that a plan exceeds, and that as the end of a sentence that begins with the load; null when it keeps to all. It may
    /// make a call, to learn how many rows the target has.
    /// </summary>
    public async Task<(LimitExceeded Limit, string Said)?> FindAsync(WritePlan plan, CancellationToken cancellationToken)
    {
        foreach (var (setting, verb, operation) in OfRows)
        {
            if (target.Connection.Text(setting.Name) is not { } text || !Setting.TryParseAmount(text, out var limit, out var isPercent))
                continue;
            if (operation is not null && plan.Kinds.Sum(k => k.Count) != plan.Changes)
                return (Exceeded(setting, null, text),
                    $"would change {Amounts.Rows(plan.Changes)} of {context.Target}, and it is not told how many of them it would {verb}, "
                    + $"while {target.Connection.Name} allows {text} ({setting.Name})");
            var count = operation is null ? plan.Changes : plan.Kinds.Where(k => k.Operation == operation).Sum(k => k.Count);
            if (count == 0) continue;
            var all = isPercent ? await RowsAsync(cancellationToken) : null;
            if (isPercent && all is null)
                return (Exceeded(setting, null, text),
                    $"would {verb} {Amounts.Rows(count)} of {context.Target}, and which share of its rows that is cannot be known without "
                    + $"reading it, while {target.Connection.Name} allows {text} of them ({setting.Name}; give it as a number)");
            if (count <= (isPercent ? limit / 100 * all!.Value : limit)) continue;
            return (Exceeded(setting, count, text), $"would {verb} {Amounts.Rows(count)} of {context.Target}"
                + $"{(isPercent ? $", which has {Amounts.Number(all!.Value)}" : "")}, more than the {Shown(text, limit, isPercent)} that "
                + $"{target.Connection.Name} allows ({setting.Name})");
        }
        return Calls(plan);
    }

    /// <summary>Of the calls of the target's connection: those that were made for the statement, and those that are planned.</summary>
    (LimitExceeded Limit, string Said)? Calls(WritePlan plan) => plan.Calls.Sum(c => c.Count) is var planned and not 0
        ? new CallLimits(context.Activity, context.Recorder.CallsBefore).Find(target.Connection, planned)
        : null;

    /// <summary>How many rows the target has, or null when nothing tells it.</summary>
    async Task<long?> RowsAsync(CancellationToken cancellationToken)
    {
        if (_rows.IsKnown) return _rows.Count;
        _rows = (load?.TargetRows ?? await PricedAsync(cancellationToken), true);
        return _rows.Count;
    }

    async Task<long?> PricedAsync(CancellationToken cancellationToken)
    {
        if (target.Table is not IScanTable table) return null;
        var plan = table.Plan(new ScanRequest { Columns = [], Use = RowUse.Count });
        if (plan.Refusal is not null) return null;
        var price = await table.EstimateAsync(plan, cancellationToken);
        return price.AreRowsAssumed ? null : price.Rows;
    }

    LimitExceeded Exceeded(Setting setting, long? figure, string limit) =>
        new(context.Activity.Statement, target.Connection.Name, setting.Name, figure, limit);

    static string Shown(string text, double limit, bool isPercent) =>
        isPercent ? text.Trim() : limit.ToString("#,0.##", CultureInfo.InvariantCulture);
}
