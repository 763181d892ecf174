using Koppel.Cli.Terminal;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Cli.Demo;

/// <summary>The main job from beginning to end: from an Excel workbook to tagged contacts, twice.</summary>
static class TagDemo
{
    const int Contacts = 200;
    const double TimeScale = 20;

    /// <summary>Runs it and gives the exit code.</summary>
    public static Task<int> RunAsync(Screen screen, CancellationToken cancellationToken) => DemoStage.PlayAsync(screen, async folder =>
    {
        await using var sandbox =
            await SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = TimeScale }, cancellationToken);
        await using var stage = DemoStage.Open(screen, folder,
            [$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "crm=excel;path=customers.xlsx"], cancellationToken);
        await ShowAsync(stage, folder, cancellationToken);
    });

    static async Task ShowAsync(DemoStage stage, string folder, CancellationToken cancellationToken)
    {
        var rows = DemoWorkbook.Rows(await stage.TextsAsync(DemoStatements.SomeContacts), await stage.TextsAsync(DemoStatements.SomeTags));
        await DemoWorkbook.WriteAsync(Path.Combine(folder, "customers.xlsx"), "Sheet", rows, cancellationToken);

        stage.Say(
            $"An ActiveCampaign sandbox with {Contacts} invented contacts is running in this process, its clock {TimeScale:0} times as "
            + $"fast.");
        stage.Say(
            $"Another system has exported customers.xlsx: {rows.Count} rows, an e-mail address and a tag each. It is the connection crm.");
        stage.Step("1. Bring the workbook's rows into the session.", DemoStatements.Stage);
        await stage.RunAsync(DemoStatements.Stage);
        await stage.RunAsync(DemoStatements.Before);

        stage.Step("2. Load them into ActiveCampaign, the connection ac: one insert, sent as bulk imports.", DemoStatements.Load);
        await stage.RunAsync(DemoStatements.Load, stage.Report);

        stage.Step("3. The contacts, with their tags before and after.");
        await stage.RunAsync(DemoStatements.BeforeAndAfter);

        stage.Step("4. Run the same load again: what is already there is not sent.");
        await stage.RunAsync(DemoStatements.Load, stage.Report);

        stage.Step("Go on with a sandbox of your own, which stays up and shows its contacts in a browser:");
        stage.Say("  koppel sandbox");
        stage.Say("or with your own account, in a koppel.toml:");
        stage.Say("  [connections.ac]");
        stage.Say("  type = \"activecampaign\"");
        stage.Say("  url = \"https://account.api-us1.com\"");
        stage.Say("  token = \"${env:AC_TOKEN}\"");
        await stage.FlushAsync();
    }
}
