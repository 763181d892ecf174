using System.Text.Json;
using Koppel.Sdk.Connections;

namespace Koppel.EndToEnd.Tests.Ui;

/// <summary>The page of the query tool in a headless Chromium, over the demonstration.</summary>
public sealed class PageTests : IDisposable
{
    static readonly HashSet<Setting> s_shared =
    [
        CommonSettings.ConfirmAbove, CommonSettings.ConfirmCallsAbove, .. CommonSettings.Limits, CommonSettings.Access,
        CommonSettings.AllowHttp, CommonSettings.Environment,
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-page-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task By_keyboard_alone_and_by_mouse_one_writes_runs_exports_loads_and_takes_back_in_both_languages()
    {
        var told = await BrowseAsync("walks.js");
        Assert.Contains("\"step\"", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query"), InlineData("loads"), InlineData("runs"), InlineData("jobs"), InlineData("connections")]
    public Task Nothing_on_any_state_of_a_view_is_hard_to_use_or_runs_over_its_edge(string view) =>
        BrowseAsync("axe.js", "light and dark", view);

    // They take ten minutes: by hand, with -explicit only.
    [Theory(Explicit = true)]
    [InlineData("forced colours"), InlineData("Dutch, 1024 wide"), InlineData("twice as large"), InlineData("Dutch, 390 wide")]
    public Task And_so_in_the_other_looks(string look) => BrowseAsync("axe.js", look);

    [Fact]
    public async Task Both_languages_have_every_text_and_what_connectors_declare()
    {
        var declared = Path.Combine(_folder, "declared.json");
        await File.WriteAllTextAsync(declared, JsonSerializer.Serialize(Connectors.All.Connectors.SelectMany(Keys).Distinct()));
        await NodeScript.RunAsync(Path.Combine("ui", "words.js"), Path.Combine(Repository.Root, "src", "Koppel.Server", "Page"), declared);
    }

    /// <summary>A kind of system and its settings, as the page looks them up; those that several kinds share by their name alone.</summary>
    static IEnumerable<string> Keys(IConnector connector) =>
    [
        connector.Type,
        .. from setting in connector.Settings
           let key = s_shared.Contains(setting) ? setting.Name : $"{connector.Type}.{setting.Name}"
           from part in (string?[])["", setting.Title is null ? null : ".title", setting.Source is null ? null : ".source"]
           where part is not null
           select key + part,
    ];

    async Task<string> BrowseAsync(string script, params string[] more)
    {
        var chromium = NodeScript.Chromium();
        await using var ui = await OpenUi.StartAsync(_folder, "--demo");
        return await NodeScript.RunAsync(Path.Combine("ui", script), [ui.Entrance.ToString(), chromium, .. more]);
    }
}
