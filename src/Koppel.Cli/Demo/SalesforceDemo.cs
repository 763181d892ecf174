using Koppel.Cli.Terminal;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Cli.Demo;

/// <summary>Two systems: contacts of ActiveCampaign are tagged by what the accounts of Salesforce are that they belong to.</summary>
static class SalesforceDemo
{
    const int People = 200;
    const double TimeScale = 20;

    /// <summary>Keeps what the contacts' tags were.</summary>
    const string Before = $"create table before@inmemorystorage as {ContactsWithTags}";

    /// <summary>The load.</summary>
    const string Load = """
        insert into ContactTagsByEmail@ac (email, tag)
        select ctt.Email, 'Industry: ' || acc.Industry
        from   Contact@sf ctt
        join   Account@sf acc on acc.Id = ctt.AccountId
        join   contacts@ac own on own.email = lower(ctt.Email)
        where  acc.Type = 'Customer - Direct'
        """;

    /// <summary>The first of those that the load tags, with their tags before and after.</summary>
    const string BeforeAndAfter = $"""
        select now.email, now.industry, coalesce(old.tags, '') as before, coalesce(now.tags, '') as after
        from   ({ContactsWithTags}) now
        join   before@inmemorystorage old on old.email = now.email
        order  by now.email
        limit  12
        """;

    const string ContactsWithTags = """
        select c.email, any_value(a.Industry) as industry, string_agg(distinct t.tag, ', ' order by t.tag) as tags
        from   contacts@ac c
        join   Contact@sf s on lower(s.Email) = c.email
        join   Account@sf a on a.Id = s.AccountId and a.Type = 'Customer - Direct'
        left join contactTags@ac ct on ct.contact = c.id
        left join tags@ac t on t.id = ct.tag
        group  by c.email
        """;

    /// <summary>Runs it and gives the exit code.</summary>
    public static Task<int> RunAsync(Screen screen, CancellationToken cancellationToken) => DemoStage.PlayAsync(screen, async folder =>
    {
        await using var sandbox =
            await SandboxServer.StartAsync(new SandboxOptions { Seed = People, TimeScale = TimeScale }, cancellationToken);
        await using var salesforce =
            await SalesforceServer.StartAsync(new SalesforceOptions { Seed = People, TimeScale = TimeScale }, cancellationToken);
        string[] connect =
        [
            $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}",
            $"sf=salesforce;url={salesforce.Url};client_id={salesforce.ClientId};client_secret={salesforce.ClientSecret}",
        ];
        await using var stage = DemoStage.Open(screen, folder, connect, cancellationToken);
        await ShowAsync(stage);
    });

    static async Task ShowAsync(DemoStage stage)
    {
        stage.Say(
            $"A Salesforce sandbox (the connection sf) and an ActiveCampaign sandbox (ac) are running in this process, with {People} "
                + $"invented");
        stage.Say("people each, some of whom are the same. Salesforce knows for which account somebody works, and what that account does.");
        stage.Step("1. The accounts of Salesforce, by what they are to us.",
            "select Type, count(*) from Account@sf group by all order by all");
        await stage.RunAsync("select Type, count(*) from Account@sf group by all order by all");
        await stage.RunAsync(Before);

        stage.Step("2. Whoever works for a customer gets the tag of that customer's industry: one statement over both systems.", Load);
        await stage.RunAsync(Load, stage.Report);

        stage.Step("3. Contacts in ActiveCampaign, with their tags before and after.");
        await stage.RunAsync(BeforeAndAfter);

        stage.Step("4. Run the same load again: what is already there is not sent.");
        await stage.RunAsync(Load, stage.Report);

        stage.Step("Go on with sandboxes of your own, which show what is in them in a browser:");
        stage.Say("  koppel sandbox --salesforce");
        stage.Say("or with your own org, in a koppel.toml:");
        stage.Say("  [connections.sf]");
        stage.Say("  type = \"salesforce\"");
        stage.Say("  url = \"https://acme.my.salesforce.com\"");
        stage.Say("  client_id = \"3MVG9…\"");
        stage.Say("  client_secret = \"${env:SF_SECRET}\"");
        await stage.FlushAsync();
    }
}
