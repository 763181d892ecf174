using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Benchmarks;

/// <summary>A guided load as the page does it: a file is given, what is proposed is taken, planned, and applied.</summary>
/// <param name="ui">The program.</param>
internal sealed class PageLoad(RunningUi ui)
{
    /// <summary>Gives it the file and plans what it proposes; contacts that are not there are created, automations are not run.</summary>
    /// <returns>The plan.</returns>
    public async Task<string> PlanAsync(string file)
    {
        var source = new JsonObject { ["upload"] = await ui.UploadAsync(file) };
        var look = await ui.PostAsync("loads/source", source);
        var asked = Node(look.GetProperty("source"));
        var proposal = await ui.PostAsync("loads/proposal", new JsonObject { ["source"] = asked.DeepClone(), ["connection"] = "ac" });
        var mapping = Node(proposal.GetProperty("mapping")).AsObject();
        mapping["createContacts"] = true;
        mapping["automations"] = "skip";
        var sql = await ui.PostAsync("loads/sql", new JsonObject { ["source"] = asked, ["mapping"] = mapping });
        var body = new JsonObject { ["script"] = sql.GetProperty("script").GetString() };
        var made = await ui.PostAsync($"sessions/{await SessionAsync()}/plans", body);
        var ended = await EndedAsync(Text(made, "run"));
        if (Text(ended, "state") != "done") throw new InvalidOperationException($"The plan was not made: {ended}");
        return Text(made, "plan");
    }

    /// <summary>Begins to apply a plan; gives the run.</summary>
    public async Task<string> ApplyAsync(string plan) =>
        Text(await ui.PostAsync($"sessions/{await SessionAsync()}/plans/{plan}/apply", []), "run");

    /// <summary>Begins to go on with a run of the ledger; gives the run.</summary>
    public async Task<string> ResumeAsync(int ledgerRun) =>
        Text(await ui.PostAsync($"sessions/{await SessionAsync()}/resume", new JsonObject { ["ledgerRun"] = ledgerRun }), "run");

    /// <summary>Begins to take a run of the ledger back, with all that it created; gives the run.</summary>
    public async Task<string> UndoAsync(int ledgerRun)
    {
        var undo = await ui.PostAsync($"ledger/runs/{ledgerRun}/undo", new JsonObject { ["deleteCreated"] = true });
        var body = new JsonObject { ["script"] = undo.GetProperty("script").GetString(), ["mode"] = "run" };
        return Text(await ui.PostAsync($"sessions/{await SessionAsync()}/runs", body), "run");
    }

    /// <summary>How a run stands; what it asks is answered with yes.</summary>
    public async Task<JsonElement> StandAsync(string run)
    {
        var stand = await ui.GetAsync($"runs/{run}");
        if (stand.TryGetProperty("question", out var question) && question.ValueKind == JsonValueKind.Object)
            await ui.PostAsync($"runs/{run}/answer", new JsonObject { ["hash"] = Text(question, "hash"), ["yes"] = true });
        return stand;
    }

    /// <summary>Waits until a run is at its end.</summary>
    public async Task<JsonElement> EndedAsync(string run)
    {
        while (true)
        {
            var stand = await StandAsync(run);
            if (HasEnded(stand)) return stand;
            await Task.Delay(100);
        }
    }

    public static bool HasEnded(JsonElement stand) => Text(stand, "state") is not ("running" or "asking" or "stopping");

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    async Task<string> SessionAsync() => Text(await ui.PostAsync("sessions", []), "session");

    static JsonNode Node(JsonElement element) => JsonNode.Parse(element.GetRawText())!;
}
