using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>One value of a resource's rows. Made by <see cref="Columns"/>.</summary>
/// <param name="Name">Its key in rows, and in what a client sends.</param>
/// <param name="Kind">How it is kept and shown.</param>
internal sealed record Column(string Name, Kind Kind)
{
    /// <summary>What a new row has when nothing was sent: what the database sets.</summary>
    public object? Default { get; init; }

    public Shown Shown { get; init; } = Shown.Rows;

    /// <summary>Whether a client may set it. What it sends for others is ignored, as unknown keys are.</summary>
    public bool IsSent { get; init; } = true;

    /// <summary>Other keys under which it may be sent: <c>listid</c> for <c>list</c>.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>What is wrong when POST lacks it; null when it may be left out.</summary>
    public string? Missing { get; init; }

    /// <summary>The day since which answers have it.</summary>
    public DateOnly Came { get; init; } = Ages.First;

    /// <summary>The day since which answers have it no more; null while they have it.</summary>
    public DateOnly? Went { get; init; }

    /// <summary>Whether another column of the name is in its place today: only answers as of an earlier day have it.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>The day until which it stood before all else that was sent, in what POST answers; null when it never did.</summary>
    public DateOnly? LedUntil { get; init; }

    /// <summary>
    /// Whether the API's database has another name for it, so that POST answers it after what was sent under the database's own.
    /// </summary>
    public bool IsRenamed { get; init; } = Kind == Kind.Reference || EchoOrder.IsRenamed(Name);

    /// <summary>Where the value comes from when the row does not keep it: a count, a related row, a typed row's own property.</summary>
    public Func<Store, IRow, object?>? Read { get; init; }

    /// <summary>As <see cref="Read"/>, for what needs the sandbox's own address.</summary>
    public Func<Uri, IRow, object?>? ReadAt { get; init; }

    /// <summary>Whether answers to POST and PUT show what is kept, not what was sent: for values that are brought into a form.</summary>
    public bool ShowsKept { get; init; }

    /// <summary>The relations that <see cref="Kind.Links"/> lists.</summary>
    public string[] Relations { get; init; } = [];

    /// <summary>Whether rows keep a value for it.</summary>
    public bool IsKept => Read is null && ReadAt is null && Kind is not (Kind.Id or Kind.Links);
}
