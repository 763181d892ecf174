using System.Text;
using Koppel.Cli.Demo;
using Koppel.Cli.Faults;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Output;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Sessions;

namespace Koppel.Cli.Ui;

/// <summary>
/// What the query tool shows to somebody who has nothing yet: a sandbox, workbooks, a CSV file and a query that is ready to run, in a
/// folder that is gone afterwards.
/// </summary>
sealed class UiDemo : IAsyncDisposable
{
    const int Contacts = 200;
    const double TimeScale = 20;
    const int Wrong = 2;

    /// <summary>Contacts of the sandbox, which are the same in each, and a tag for each.</summary>
    static readonly (string Email, string Tag)[] Customers =
    [
        ("john.doe@acme.com", "Test"), ("linnea.johansson.2@example.com", "Customer"), ("lars.koster.3@mail.example.com", "Newsletter"),
        ("renee.dewit.4@mail.example.com", "Prospect"), ("niels.vandenberg.5@example.com", "Test"),
        ("fatima.vanderheijden.6@example.com", "Customer"), ("sem.schouten.7@example.net", "Newsletter"),
        ("niamh.macdonald.8@example.org", "Prospect"), ("theo.garcon.9@example.org", "Test"), ("ines.noel.10@shop.example.org", "Customer"),
    ];

    static readonly (string Name, string Text)[] Queries =
    [
        ("1 look around.sql", """
            -- Ctrl+Enter runs the statement in which the cursor stands.

            -- What another system has exported as a workbook.
            select * from customers@crm;

            -- The contacts of the sandbox, with their tags.
            select c.email, c.firstName, string_agg(t.tag, ', ' order by t.tag) as tags
            from   contacts@ac c
            join   contactTags@ac ct on ct.contact = c.id
            join   tags@ac t on t.id = ct.tag
            group  by all
            order  by c.email;
            """),
        ("2 load tags.sql", """
            -- Gives each contact of the workbook its tag. The plan comes first, and asks.
            insert into ContactTagsByContactId@ac (contact, tag)
            select ctt.id, tag.id
            from   customers@crm ctg
            join   contacts@ac ctt on ctt.email = ctg.email
            join   tags@ac tag     on tag.tag = ctg.tag;
            """),
        ("3 load leads.sql", """
            -- Two of the leads have no e-mail address that can be one: they are rejected, and told.
            insert into contacts@ac (email, firstName, lastName)
            select email, first_name, last_name
            from   leads@exports;
            """),
    ];

    readonly DirectoryInfo _folder;
    readonly SandboxServer _sandbox;

    UiDemo(DirectoryInfo folder, SandboxServer sandbox) => (_folder, _sandbox) = (folder, sandbox);

    /// <summary>Where all of it lies.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The editor's files.</summary>
    public string QueryFolder => Path.Combine(Folder, "queries");

    /// <summary>The sandbox's address.</summary>
    public Uri Sandbox => _sandbox.Url;

    /// <summary>The page that shows what is in it.</summary>
    public Uri Viewer => _sandbox.Viewer;

    /// <summary>Makes it.</summary>
    /// <exception cref="UsageException">There is no place for its files.</exception>
    public static async Task<UiDemo> StartAsync(CancellationToken cancellationToken)
    {
        var folder = DemoStage.MakeFolder();
        try
        {
            var starting = SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = TimeScale }, cancellationToken);
            await DemoWorkbook.WriteAsync(Path.Combine(folder.FullName, "customers.xlsx"), "customers", Customers, cancellationToken);
            await FirstLoad.WriteAsync(Path.Combine(folder.FullName, FirstLoad.Name), cancellationToken);
            await WriteAsync(folder, Path.Combine("exports", "leads.csv"), Leads(), cancellationToken);
            foreach (var (name, text) in Queries) await WriteAsync(folder, Path.Combine("queries", name), text + "\n", cancellationToken);
            return new UiDemo(folder, await starting);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>What the query tool is to know of it.</summary>
    public UiConfiguration Configure()
    {
        var read = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors,
            WorkingFolder = Folder,
            Connect =
            [
                $"ac=activecampaign;url={_sandbox.Url};token={_sandbox.Token};environment=sandbox", "crm=excel;path=customers.xlsx",
                "exports=files;path=exports",
            ],
        });
        return new UiConfiguration(
            new EngineOptions
            {
                Connectors = All.Connectors, Connections = read.Connections, BaseFolder = Folder,
                StateFolder = Path.Combine(Folder, ".koppel"),
            },
            new SessionOptions());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    static string Leads()
    {
        string[] first = ["Anna", "Bram", "Chloé", "Daan", "Elif", "Femke", "Gijs", "Hanna"];
        string[] last = ["Bakker", "de Groot", "Jansen", "Mulder", "Visser"];
        var text = new StringBuilder("email,first_name,last_name\n");
        for (var i = 0; i < first.Length * last.Length; i++)
        {
            var (given, family) = (first[i % first.Length], last[i % last.Length]);
            var address = FormattableString.Invariant($"lead{i + 1}@shop.example");
            text.Append(i >= (first.Length * last.Length) - Wrong ? address.Replace('@', ' ') : address)
                .Append(',').Append(given).Append(',').Append(family).Append('\n');
        }
        return text.ToString();
    }

    static async Task WriteAsync(DirectoryInfo folder, string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TextEncoding.Utf8, cancellationToken);
    }
}
