using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Server.Tests.Testing;

/// <summary>Loads of a test, and what is there afterwards.</summary>
internal static class TestLoads
{
    static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs a script in a session of its own, says yes to its questions, and gives what was told.</summary>
    public static async Task<IReadOnlyList<ToldEvent>> LoadAsync(this UiTest test, string script)
    {
        var session = await test.OpenSessionAsync();
        await using var events = await test.ListenAsync();
        var run = await test.StartRunAsync(session, script);
        var told = new List<ToldEvent>();
        do
        {
            told.Add(await events.NextAsync());
            if (told[^1].Kind == "confirm") await test.AnswerAsync(run, told[^1], isYes: true);
        }
        while (told[^1].Kind != "end");
        return told;
    }

    /// <summary>The rows of a query as JSON.</summary>
    public static async Task<string> RowsAsync(this UiTest test, string sql) =>
        (await test.GetAsync($"results/{await test.ResultAsync(sql)}/rows"))["rows"]!.ToJsonString(s_plain);
}
