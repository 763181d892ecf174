using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>A POST or PUT under way; hooks look into it and put more into it.</summary>
/// <param name="set">The resources.</param>
/// <param name="resource">The resource that is written.</param>
/// <param name="body">What was sent inside the envelope; null when nothing was, and then nothing changes.</param>
/// <param name="call">The call.</param>
internal sealed class Writing(ResourceSet set, Resource resource, JsonElement? body, ApiCall call)
{
    readonly Dictionary<string, object?> _before = new(StringComparer.Ordinal);

    public ResourceSet Set => set;

    public Resource Resource => resource;

    public Store Store => set.Store;

    public ApiCall Call => call;

    public JsonElement? Body => body;

    public DateTime Now { get; } = set.State.Now;

    /// <summary>The row: null while a POST is checked.</summary>
    public IRow? Row { get; set; }

    public bool IsNew { get; init; }

    /// <summary>The row as a record.</summary>
    public Record Record =>
        (Record)(Row ?? throw new InvalidOperationException($"The row of {resource.Name} is not there before it is checked."));

    /// <summary>Values that the answer shows in place of what was sent or is kept: text, long, JSON or null.</summary>
    public Dictionary<string, object?> Echo { get; } = new(StringComparer.Ordinal);

    /// <summary>What was sent for a column, under its name or an alias; null when nothing was.</summary>
    public JsonElement? Sent(Column column)
    {
        if (!column.IsSent) return null;
        if (body.Member(column.Name) is { } value) return value;
        foreach (var alias in column.Aliases)
        {
            if (body.Member(alias) is { } other) return other;
        }

        return null;
    }

    public JsonElement? Sent(string column) => Sent(resource.Column(column));

    /// <summary>The text that the row will have: what was sent, or else what it has.</summary>
    public string? TextOf(string column) => Sent(column) is not null ? Sent(column).Text() : (Row as Record)?.Text(column);

    /// <summary>The id that the row will name: what was sent, or else what it has; 0 for none.</summary>
    public int IdOf(string column) => Sent(column) is not null ? Sent(column).Id() ?? 0 : (Row as Record)?.IdOf(column) ?? 0;

    /// <summary>What the record held before the write, for columns that were sent.</summary>
    public object? Before(string column) => _before.GetValueOrDefault(column);

    /// <summary>Puts what was sent into the record.</summary>
    public void Apply()
    {
        foreach (var column in resource.Columns)
        {
            if (!column.IsKept || Sent(column) is not { } sent) continue;
            _before[column.Name] = Record[resource.Slot(column.Name)];
            Record[resource.Slot(column.Name)] = SentValue.Of(column, sent);
        }

        Record.Updated = Now;
    }
}
