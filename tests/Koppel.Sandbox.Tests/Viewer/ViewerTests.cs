namespace Koppel.Sandbox.Tests.Viewer;

/// <summary>The viewer in a real browser; tests/npm/viewer holds the scripts.</summary>
public sealed class ViewerTests
{
    [Fact]
    public async Task Axe_has_no_objection_to_any_page_light_or_dark_wide_or_narrow()
    {
        await using var sandbox = await Caller.FullAsync();
        await Browser.RunAsync("axe.js", sandbox.Server);
    }

    [Fact]
    public async Task The_keyboard_is_enough_and_what_happens_is_told()
    {
        await using var sandbox = await Caller.FullAsync();
        await Browser.RunAsync("walks.js", sandbox.Server);
    }
}
