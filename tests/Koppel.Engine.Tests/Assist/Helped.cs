using Koppel.Engine.Assist;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Assist;

/// <summary>Scripts in which a bar marks the cursor.</summary>
internal static class Helped
{
    public static Task<Completions> CompleteAsync(this TestDatabase database, string marked, AssistOptions? options = null) =>
        new ScriptAssistant(database.Database).CompleteAsync(marked.Replace("|", "", StringComparison.Ordinal),
            marked.IndexOf('|', StringComparison.Ordinal), options, TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyList<string>> LabelsAsync(this TestDatabase database, string marked, AssistOptions? options = null) =>
        [.. (await database.CompleteAsync(marked, options)).Items.Select(i => i.Label)];

    public static Task<IReadOnlyList<Finding>> CheckAsync(this TestDatabase database, string script, AssistOptions? options = null) =>
        new ScriptAssistant(database.Database).CheckAsync(script, options, TestContext.Current.CancellationToken);

    public static async Task<string> MessagesAsync(this TestDatabase database, string script, AssistOptions? options = null) =>
        string.Join('\n', (await database.CheckAsync(script, options)).Select(
            f => $"{f.Line}:{f.Column} [{script[f.From..f.To]}] {f.Message}{(f.Replacement is { } r ? $" → {r}" : "")}"));
}
