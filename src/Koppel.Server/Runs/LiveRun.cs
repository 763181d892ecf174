using System.Text.Json.Nodes;
using Koppel.Engine.Hosting;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>A script that was run since the program started, and what is known of it.</summary>
internal sealed class LiveRun
{
    readonly Lock _lock = new();
    readonly List<JsonObject> _statements = [];
    JsonObject? _question;
    string _state = "running";

    /// <summary>By which the page knows it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required WorkSession Session { get; init; }

    /// <summary>The script.</summary>
    public required string Script { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its number in the ledger, or null.</summary>
    public long? LedgerRun { get; set; }

    /// <summary>The engine's run; null before it begins.</summary>
    public ScriptRun? Run { get; set; }

    /// <summary>Cuts it off.</summary>
    public CancellationTokenSource Cancel { get; } = new();

    /// <summary>Rows that it gave, and calls that it made, for the history.</summary>
    public long Rows { get; set; }

    /// <summary>Calls that it made.</summary>
    public long Calls { get; set; }

    /// <summary>Is done when nothing more is told of it.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>running, asking, stopping, done, failed, stopped or cut.</summary>
    public string State
    {
        get
        {
            lock (_lock) return _state;
        }
        set
        {
            lock (_lock) _state = value;
        }
    }

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => State is "running" or "asking" or "stopping";

    /// <summary>It asks something, or, with null, does not any more.</summary>
    public void Ask(JsonObject? question)
    {
        lock (_lock)
        {
            _question = question;
            if (_state is "running" or "asking") _state = question is null ? "running" : "asking";
        }
    }

    /// <summary>Answers what it asks.</summary>
    /// <param name="hash">That of the question.</param>
    /// <param name="isYes">Whether it may do what it asks for.</param>
    /// <param name="typed">The name that was typed, or null; a yes to a load into production counts only with it.</param>
    /// <exception cref="ApiFault">It does not ask that, or the name is not that of the connection.</exception>
    public void Answer(string hash, bool isYes, string? typed)
    {
        JsonObject? question;
        lock (_lock)
        {
            question = _question;
            if (question?["hash"]?.GetValue<string>() != hash) throw NobodyWaits();
            if (isYes && question["typed"]?.AsArray().Select(n => n!.GetValue<string>()).FirstOrDefault(n => n != typed) is { } name)
                throw new ApiFault(
                    409, "name-needed", $"The load changes {name}, which is production. Type its name, {name}, to send it.");
        }
        if (Run?.Answer(hash, isYes) != true) throw NobodyWaits();
        lock (_lock)
        {
            // The next load of the script may ask already.
            if (_question == question) Ask(null);
        }
    }

    static ApiFault NobodyWaits() => new(
        409, "no-question", "Nobody waits for the answer to this question: it was answered, or the run has ended.");

    /// <summary>A statement begins.</summary>
    public void Begin(JsonObject statement)
    {
        lock (_lock) _statements.Add(statement);
    }

    /// <summary>Something is known of a statement.</summary>
    public void Note(int statement, string name, JsonNode value)
    {
        lock (_lock)
        {
            if (_statements.Find(s => s["statement"]!.GetValue<int>() == statement) is { } found) found[name] = value;
        }
    }

    /// <summary>It as the page is told of it.</summary>
    public JsonObject ToJson()
    {
        lock (_lock)
            return new JsonObject
            {
                ["run"] = Id,
                ["session"] = Session.Id,
                ["state"] = _state,
                ["script"] = Script,
                ["at"] = EventJson.Time(At),
                ["ledgerRun"] = LedgerRun,
                ["statements"] = new JsonArray([.. _statements.Select(s => s.DeepClone())]),
                ["question"] = _question?.DeepClone(),
            };
    }
}
