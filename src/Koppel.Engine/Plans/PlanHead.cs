using System.Text.Json.Serialization;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Plans;

/// <summary>What a plan file says of itself: where it comes from, and for whom it is good.</summary>
public sealed record PlanHead
{
    /// <summary>The form of the file; this program writes and reads 1.</summary>
    public required int Format { get; init; }

    /// <summary>The program that made it, such as <c>Koppel 1.0</c>.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Until when it can be applied.</summary>
    public required DateTimeOffset GoodUntil { get; init; }

    /// <summary>Who made it, or null.</summary>
    public string? User { get; init; }

    /// <summary>The command line without secrets.</summary>
    public string Command { get; init; } = "";

    /// <summary>Whether it has the values, and not only digests of them: without values it can be read, and not applied.</summary>
    public bool HasValues { get; init; } = true;

    /// <summary>What the digests of values are made with, so that nobody finds a value by trying; empty where there are values.</summary>
    public string Salt { get; init; } = "";

    /// <summary>The scripts, one after another.</summary>
    public IReadOnlyList<PlannedScript> Scripts { get; init; } = [];

    /// <summary>The connections that are written to, as they were configured, without secrets.</summary>
    public IReadOnlyList<PlannedConnection> Connections { get; init; } = [];

    /// <summary>The files that were read.</summary>
    public IReadOnlyList<PlannedSource> Sources { get; init; } = [];
}

/// <summary>A script that was planned.</summary>
/// <param name="File">The file that it came from, or null.</param>
/// <param name="Text">Its text.</param>
/// <param name="Variables">The values of its variables.</param>
public sealed record PlannedScript(string? File, string Text, IReadOnlyDictionary<string, string> Variables);

/// <summary>A connection that is written to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its connector's word.</param>
/// <param name="Settings">Its settings that are not secret.</param>
public sealed record PlannedConnection(string Name, string Type, IReadOnlyDictionary<string, string> Settings);

/// <summary>A file that was read.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">SHA-256 of its bytes, in hexadecimal digits.</param>
public sealed record PlannedSource(string Path, long Bytes, string Digest);

/// <summary>A statement that loads, and what it would do.</summary>
public sealed record PlannedLoad
{
    /// <summary>Its number in the plan, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The statement.</summary>
    public required string Text { get; init; }

    /// <summary>Its verb, such as <c>synchronize</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The target's connection.</summary>
    public required string Connection { get; init; }

    /// <summary>The target's name as its system writes it.</summary>
    public required string Table { get; init; }

    /// <summary>The columns of the values.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Those among them by which a person knows a row.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Those among them in which an update by nothing takes the value away; in the others nothing leaves what is there.</summary>
    public IReadOnlyList<string> Emptied { get; init; } = [];

    /// <summary>The column by which the system itself finds out whether a row is there, or null.</summary>
    public string? UpsertBy { get; init; }

    /// <summary>What the script had set of the target's connection before it, by the setting's name; limits are not among it.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>After how many rejected rows it stops; null for never.</summary>
    public long? StopAfter { get; init; }

    /// <summary>Rows of the source.</summary>
    public long Read { get; init; }

    /// <summary>Rows that are inserted.</summary>
    public long Inserts { get; init; }

    /// <summary>Rows that are updated.</summary>
    public long Updates { get; init; }

    /// <summary>Rows that are deleted.</summary>
    public long Deletes { get; init; }

    /// <summary>Rows that are as they should be already.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that cannot be accepted.</summary>
    public long Rejected { get; init; }

    /// <summary>The calls that it takes, by route.</summary>
    public IReadOnlyList<PlannedCalls> Calls { get; init; } = [];

    /// <summary>Calls that were made to plan it.</summary>
    public long Reads { get; init; }

    /// <summary>How long it takes at the limits of the account, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What is created on the way, such as tags.</summary>
    public IReadOnlyList<string> Creates { get; init; } = [];

    /// <summary>The way not taken, or null.</summary>
    public WayNotTaken? Instead { get; init; }

    /// <summary>What a person must know before, such as which automations start.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>What cannot be taken back.</summary>
    public IReadOnlyList<Note> Irreversible { get; init; } = [];

    /// <summary>What the joins left out for want of a partner.</summary>
    public IReadOnlyList<Note> Unmatched { get; init; } = [];

    /// <summary>The target, such as <c>contacts@ac</c>.</summary>
    [JsonIgnore]
    public string Target => Sql.Names.Reference(Table, Connection);

    /// <summary>Rows that change.</summary>
    [JsonIgnore]
    public long Changes => Inserts + Updates + Deletes;

    /// <summary>The calls that write.</summary>
    [JsonIgnore]
    public long Writes => Calls.Sum(c => c.Count);
}

/// <summary>A change of a row.</summary>
/// <param name="Row">The row's number in the source.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Values">What it gets, by the load's columns; of a plan without values only its keys. What a delete removes.</param>
/// <param name="Old">What the target has, by the same columns; null where it was not read, and in a plan without values.</param>
/// <param name="Creates">What is created along with it.</param>
public sealed record PlannedChange(
    long Row, WriteOperation Operation, IReadOnlyList<string?> Values, IReadOnlyList<string?>? Old, IReadOnlyList<Creation> Creates)
{
    /// <summary>The columns that change, by place; null where all that have a value do.</summary>
    public IReadOnlyList<int>? Changing { get; init; }

    /// <summary>Digests of the values after and before, of a plan without values; otherwise null.</summary>
    public (string After, string Before)? Digests { get; init; }
}

/// <summary>A row that cannot be accepted.</summary>
/// <param name="Row">The row's number among those of the load.</param>
/// <param name="Code">A word for programs.</param>
/// <param name="Reason">Why, and what to do.</param>
/// <param name="Values">What it says, by the load's columns; empty in a plan without values.</param>
public sealed record PlannedReject(long Row, string Code, string Reason, IReadOnlyList<string?> Values)
{
    /// <summary>Its row in the sheet or file, where that is known; otherwise null.</summary>
    public long? SourceRow { get; init; }
}
