using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Connectors.Salesforce.SignIn;
using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel sign-in NAME</c>: signs in to Salesforce with the browser and keeps what it gets as a secret.</summary>
static class SignInCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "sign-in",
        "Signs in to Salesforce with the browser, and keeps the token as a secret for sfdx_url = \"${secret:NAME}\".",
        command => Fill(command, screen),
        "koppel sign-in SF_LOGIN --client-id 3MVG9…",
        "koppel sign-in SF_LOGIN --url https://acme.my.salesforce.com --client-id 3MVG9… --client-secret");

    static void Fill(Command command, Screen screen)
    {
        var name = new Argument<string>("NAME") { Description = $"The name of the secret: {SecretName.Rule}." };
        var url = new Option<string>("--url")
        {
            Description = "Where to sign in: the org's own address; https://login.salesforce.com by default.", HelpName = "URL",
            DefaultValueFactory = _ => "https://login.salesforce.com",
        };
        var client = new Option<string>("--client-id") { Description = "The consumer key of the app.", HelpName = "ID", Required = true };
        var secret = new Option<bool>("--client-secret") { Description = "The app has a secret: it is asked for, or read from stdin." };
        var port = new Option<int>("--port")
        {
            Description = $"The port of this machine that the app's callback URL names; {BrowserLogIn.UsualPort} by default.",
            HelpName = "N",
            DefaultValueFactory = _ => BrowserLogIn.UsualPort,
        };
        var quiet = new Option<bool>("--no-browser") { Description = "Only shows the address, to be opened by hand." };
        command.Add(name);
        foreach (var option in new Option[] { url, client, secret, port, quiet }) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kept = parsed.GetRequiredValue(name);
            if (!SecretName.IsValid(kept)) throw new UsageException($"That cannot be the name of a secret: a name has {SecretName.Rule}.");
            var store = SecretPlace.Needed(screen);
            var logIn = new BrowserLogIn(
                Address(parsed.GetRequiredValue(url)), parsed.GetRequiredValue(client),
                parsed.GetValue(secret) ? await SecretAsync(screen, cancellationToken) : "", parsed.GetValue(port));
            var environment = new ConnectorEnvironment { BaseFolder = Environment.CurrentDirectory };
            var token = await logIn.RunAsync(() => Show(screen, logIn, parsed.GetValue(quiet)), environment, cancellationToken);
            store.Store(kept, token);
            screen.Say($"You are signed in. {kept} is stored in {store.Path}; write it in koppel.toml:");
            screen.Say("");
            screen.Say("[connections.sf]");
            screen.Say("type = \"salesforce\"");
            screen.Say($"sfdx_url = \"${{secret:{kept}}}\"");
            return ExitCode.Done;
        });
    }

    static void Show(Screen screen, BrowserLogIn logIn, bool isQuiet)
    {
        screen.Say($"Sign in at {logIn.Page.AbsoluteUri}"); // Without blanks, so that it can be copied.
        screen.Say($"The answer is waited for at {logIn.Callback}, which must be a callback URL of the app.");
        if (!isQuiet) Open(screen, logIn.Page);
    }

    static void Open(Screen screen, Uri page)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            screen.Say("No browser could be opened: open the address by hand.");
        }
    }

    static Uri Address(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            throw new UsageException($"--url must be an address such as https://acme.my.salesforce.com, not '{text}'.");
        if (BrowserLogIn.Fault(address) is { } wrong) throw new UsageException($"--url {wrong}.");
        return PlainHttp.IsExposed(address) ? throw new UsageException($"--url: {PlainHttp.Fault(address.Host)}.") : new Uri(address, "/");
    }

    static async Task<string> SecretAsync(Screen screen, CancellationToken cancellationToken)
    {
        if (screen.CanAsk) return screen.AskHidden("The app's secret (it is not shown): ") ?? "";
        using var reader = new StreamReader(screen.OpenInput());
        return (await reader.ReadToEndAsync(cancellationToken)).Trim();
    }
}
