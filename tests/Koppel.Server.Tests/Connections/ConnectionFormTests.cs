using System.Text;
using System.Text.Json.Nodes;
using Koppel.Connectors;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Connections;

/// <summary>Connections by form, as the page adds, changes, tests and removes them.</summary>
public sealed class ConnectionFormTests
{
    const string Key = "wrong-key-that-nobody-may-see-0123456789";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_has_every_setting_that_a_connector_declares()
    {
        await using var test = await UiTest.StartAsync();
        var forms = (await test.GetAsync("connection-forms")).AsArray();
        Assert.Equal(All.Connectors.Select(c => c.Type), forms.Select(f => f!["type"]!.ToString()));
        foreach (var (connector, form) in All.Connectors.Zip(forms))
        {
            Assert.Equal(connector.Settings.Select(s => s.Name), form!["settings"]!.AsArray().Select(s => s!["name"]!.ToString()));
            Assert.Equal(
                connector.Settings.Where(s => s.Secret).Select(s => s.Name),
                form["settings"]!.AsArray().Where(s => s!["kind"]!.ToString() == "secret").Select(s => s!["name"]!.ToString()));
        }
        var token = Setting(forms[0]!, "token");
        Assert.Contains("Developer", token["source"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("main", "more"), (token["group"]!.ToString(), Setting(forms[0]!, "max_calls")["group"]!.ToString()));
    }

    [Fact]
    public async Task What_is_a_default_in_words_is_the_default_of_the_form()
    {
        foreach (var setting in All.Connectors.SelectMany(c => c.Settings.Concat(c.TableSettings)))
        {
            var word = setting.Description.Split(" (the default")[0];
            if (word != setting.Description && !word.Contains(' ', StringComparison.Ordinal)) Assert.Equal(word, setting.Default);
            if (setting.Default is { } value) Assert.Null(setting.Check(value));
        }
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_connection_is_added_and_its_secret_is_in_the_store_alone()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 5 }, Stop);
        await using var test = await UiTest.StartAsync();
        var added = await test.SendAsync("POST", "connections", New(sandbox.Url, sandbox.Token, ("access", "read-only")));
        Assert.Equal(201, added.Status);

        var file = await File.ReadAllTextAsync(Path.Combine(test.Folder, "koppel.toml"), Stop);
        Assert.Contains("token = \"${secret:AC_TOKEN}\"", file, StringComparison.Ordinal);
        Assert.Equal(sandbox.Token, UiTest.SecretsOf(test.Folder).Find("AC_TOKEN"));
        Assert.True(File.Exists(Path.Combine(test.Folder, "koppel.schema.json")));

        var outcome = await test.PostAsync("connection-tests", new JsonObject { ["name"] = "ac" });
        Assert.True(outcome["ok"]!.GetValue<bool>(), outcome.ToJsonString());
        var listed = (await test.GetAsync("connections")).AsArray().Single()!;
        Assert.Equal(("ac", "true", "true", null), (
            listed["name"]!.ToString(), listed["isReadOnly"]!.ToString(), listed["lastTest"]!["ok"]!.ToString(),
            listed["environment"]?.ToString()));
        var result = await test.ResultAsync("select count(*) as n from contacts@ac");
        Assert.Contains("[5]", (await test.GetAsync($"results/{result}/rows")).ToJsonString(), StringComparison.Ordinal);

        var form = await test.GetAsync("connections/ac/form");
        var token = form["values"]!.AsArray().Single(v => v!["name"]!.ToString() == "token")!;
        Assert.Equal(("store", "AC_TOKEN", null), (token["from"]!.ToString(), token["reference"]!.ToString(), token["value"]?.ToString()));
        await NoFileHasAsync(test, sandbox.Token, added.Text + form + listed + outcome + await test.GetAsync("configuration"));
    }

    [Fact]
    public async Task A_form_is_tested_before_anything_is_written()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 5 }, Stop);
        await using var test = await UiTest.StartAsync();
        var wrong = await test.PostAsync("connection-tests", New(sandbox.Url, Key));
        Assert.False(wrong["ok"]!.GetValue<bool>());
        Assert.DoesNotContain(Key, wrong.ToJsonString(), StringComparison.Ordinal);
        var right = await test.PostAsync("connection-tests", New(sandbox.Url, sandbox.Token));
        Assert.True(right["ok"]!.GetValue<bool>(), right.ToJsonString());
        var unfit = await test.PostAsync("connection-tests", New(new Uri("ftp://x.example"), Key));
        Assert.Contains("'url'", unfit["sentences"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(test.Folder, "koppel.toml")));
        Assert.Empty(UiTest.SecretsOf(test.Folder).List());
    }

    [Fact]
    public async Task A_connection_is_changed_over_what_was_seen_and_comments_stay()
    {
        await using var test = await WithFileAsync("# mine\n[connections.ac] # ours\ntype = \"activecampaign\"\n"
            + "url = \"https://a.example\" # main\ntoken = \"${env:SET_TOKEN}\"\n");
        var seen = (await test.SendAsync("GET", "connections/ac/form")).Headers["ETag"];
        var change = new JsonObject { ["name"] = "shop", ["values"] = new JsonObject { ["access"] = "read-only" } };
        Assert.Equal(428, (await test.SendAsync("PUT", "connections/ac", change.DeepClone())).Status);
        Assert.Equal("changed-elsewhere", (await PutAsync(test, "ac", change, "\"other\"")).Code);
        Assert.Equal(200, (await PutAsync(test, "ac", change, seen)).Status);
        Assert.Equal(
            "# mine\n[connections.shop] # ours\ntype = \"activecampaign\"\n"
            + "url = \"https://a.example\" # main\ntoken = \"${env:SET_TOKEN}\"\naccess = \"read-only\"\n",
            await File.ReadAllTextAsync(Path.Combine(test.Folder, "koppel.toml"), Stop));
        Assert.Equal("changed-elsewhere", (await PutAsync(test, "shop", change, seen)).Code);
        var listed = (await test.GetAsync("connections")).AsArray().Single()!;
        Assert.Equal(("shop", "production", "false"),
            (listed["name"]!.ToString(), listed["environment"]!.ToString(), listed["isEnvironmentSaid"]!.ToString()));
    }

    [Fact]
    public async Task A_kept_secret_is_not_sent_to_another_address()
    {
        await using var test = await WithFileAsync(
            "[connections.ac]\ntype = \"activecampaign\"\nurl = \"https://a.example\"\ntoken = \"${env:SET_TOKEN}\"\n");
        var seen = (await test.SendAsync("GET", "connections/ac/form")).Headers["ETag"];
        var elsewhere = new JsonObject { ["values"] = new JsonObject { ["url"] = "https://evil.example" } };
        Assert.Equal("secret-elsewhere", (await PutAsync(test, "ac", elsewhere, seen)).Code);
        var tried = new JsonObject
        {
            ["name"] = "ac", ["type"] = "activecampaign", ["over"] = "ac", ["values"] = new JsonObject { ["url"] = "https://evil.example" },
        };
        Assert.Equal("secret-elsewhere", (await test.SendAsync("POST", "connection-tests", tried)).Code);

        elsewhere["secrets"] = new JsonObject { ["token"] = new JsonObject { ["value"] = Key } };
        Assert.Equal(200, (await PutAsync(test, "ac", elsewhere, seen)).Status);
        Assert.Equal(Key, UiTest.SecretsOf(test.Folder).Find("AC_TOKEN"));
        var same = new JsonObject { ["values"] = new JsonObject { ["url"] = "https://evil.example/" } };
        seen = (await test.SendAsync("GET", "connections/ac/form")).Headers["ETag"];
        Assert.Equal(200, (await PutAsync(test, "ac", same, seen)).Status);
    }

    [Fact]
    public async Task What_cannot_be_written_leaves_store_and_file_as_they_were()
    {
        await using var test = await WithFileAsync("# mine\n");
        var secrets = UiTest.SecretsOf(test.Folder);
        secrets.Store("AC_TOKEN", "of another folder");
        var refused = await test.SendAsync("POST", "connections", New(new Uri("ftp://x.example"), Key));
        Assert.Equal((422, "configuration"), (refused.Status, refused.Code));
        Assert.Contains("koppel.toml:", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, refused.Text, StringComparison.Ordinal);
        Assert.Equal(["AC_TOKEN"], secrets.List().Keys);
        Assert.Equal("# mine\n", await File.ReadAllTextAsync(Path.Combine(test.Folder, "koppel.toml"), Stop));

        // A name of the store that somebody else has is not taken from him.
        (await test.SendAsync("POST", "connections", New(new Uri("https://a.example"), Key))).Good();
        Assert.Equal(("of another folder", Key), (secrets.Find("AC_TOKEN"), secrets.Find("AC_TOKEN_2")));
    }

    [Fact]
    public async Task A_secret_can_be_in_an_environment_variable_which_must_be_set()
    {
        await using var test = await UiTest.StartAsync();
        var body = New(new Uri("https://a.example"), "");
        body["secrets"] = new JsonObject { ["token"] = new JsonObject { ["variable"] = "NOT_SET_HERE" } };
        var refused = await test.SendAsync("POST", "connections", body.DeepClone());
        Assert.Contains("NOT_SET_HERE, which is not set", refused.Text, StringComparison.Ordinal);
        body["secrets"]!["token"]!["variable"] = "SET_TOKEN";
        (await test.SendAsync("POST", "connections", body)).Good();
        Assert.Contains("token = \"${env:SET_TOKEN}\"",
            await File.ReadAllTextAsync(Path.Combine(test.Folder, "koppel.toml"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_to_the_store_another_way_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-ui-").FullName;
        try
        {
            UiTest.SecretsOf(folder).Store("OLD", "value");
            await using var test = await UiTest.StartAsync(folder: folder, change: o => o with
            {
                Setup = o.Setup! with
                {
                    Secrets = new(new Engine.Secrets.SecretOptions
                    {
                        File = Path.Combine(folder, "store", "secrets.json"), Environment = _ => null,
                    }),
                },
            });
            var refused = await test.SendAsync("POST", "connections", New(new Uri("https://a.example"), Key));
            Assert.Equal((422, "no-secret-store"), (refused.Status, refused.Code));
            Assert.Contains("environment variable", refused.Text, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder, "koppel.toml")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_removed_connection_leaves_its_secret_unless_it_is_to_go()
    {
        foreach (var forget in (bool[])[false, true])
        {
            await using var test = await UiTest.StartAsync();
            (await test.SendAsync("POST", "connections", New(new Uri("https://a.example"), Key))).Good();
            var seen = (await test.SendAsync("GET", "configuration")).Headers["ETag"];
            var removed = (await test.SendAsync("DELETE", "connections/ac", new JsonObject { ["forget"] = forget },
                r => r.Headers.TryAddWithoutValidation("If-Match", seen))).Good();
            Assert.Equal(forget ? [] : ["AC_TOKEN"], removed.Json["secretsLeft"]!.AsArray().Select(s => s!.ToString()));
            Assert.Equal(forget ? null : Key, UiTest.SecretsOf(test.Folder).Find("AC_TOKEN"));
            Assert.Empty((await test.GetAsync("connections")).AsArray());
        }
    }

    [Fact]
    public async Task Faults_of_the_configuration_are_told_with_their_lines_and_what_is_right_can_be_used()
    {
        await using var test = await WithFileAsync(
            "[connections.good]\ntype = \"files\"\npath = \".\"\n[connections.bad]\ntype = \"activecampaign\"\nurl = \"nowhere\"\n");
        var told = await test.GetAsync("configuration");
        Assert.Contains("koppel.toml:6: 'url'", told["faults"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["True", "False"], told["connections"]!.AsArray().Select(c => c!["isRight"]!.GetValue<bool>().ToString()));
        Assert.Equal(["good"], (await test.GetAsync("connections")).AsArray().Select(c => c!["name"]!.ToString()));
        (await test.SendAsync("POST", "connections", New(new Uri("https://a.example"), Key))).Good();
        Assert.Equal(["good", "ac"], (await test.GetAsync("connections")).AsArray().Select(c => c!["name"]!.ToString()));

        await File.AppendAllTextAsync(Path.Combine(test.Folder, "koppel.toml"), "\nthis is no TOML\n", Stop);
        var refused = await test.SendAsync("POST", "connections", New(new Uri("https://a.example"), Key));
        Assert.Contains("this is not TOML", refused.Text, StringComparison.Ordinal);
        Assert.Null((await test.GetAsync("configuration"))["etag"]);
        Assert.Equal(["good", "ac"], (await test.GetAsync("connections")).AsArray().Select(c => c!["name"]!.ToString()));
    }

    [Fact]
    public async Task A_connection_of_the_command_line_is_not_changed_here()
    {
        await using var test = await UiTest.StartAsync(["crm=files;path=."]);
        Assert.Equal("not-in-file", (await test.SendAsync("GET", "connections/crm/form")).Code);
        var taken = New(new Uri("https://a.example"), Key);
        taken["name"] = "CRM";
        Assert.Equal("name-taken", (await test.SendAsync("POST", "connections", taken)).Code);
        Assert.Equal("no-connection", (await test.SendAsync("GET", "connections/nobody/form")).Code);
        Assert.Null((await test.GetAsync("connections"))[0]!["environment"]);
    }

    static JsonObject New(Uri url, string token, params (string Name, string Value)[] more)
    {
        var values = new JsonObject { ["url"] = url.ToString() };
        foreach (var (name, value) in more) values[name] = value;
        return new JsonObject
        {
            ["name"] = "ac", ["type"] = "activecampaign", ["values"] = values,
            ["secrets"] = new JsonObject { ["token"] = new JsonObject { ["value"] = token } },
        };
    }

    static Task<Reply> PutAsync(UiTest test, string name, JsonNode body, string seen) => test.SendAsync(
        "PUT", $"connections/{name}", body.DeepClone(), r => r.Headers.TryAddWithoutValidation("If-Match", seen));

    static async Task<UiTest> WithFileAsync(string text)
    {
        var test = await UiTest.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(test.Folder, "koppel.toml"), text, Stop);
        return test;
    }

    static JsonNode Setting(JsonNode form, string name) =>
        form["settings"]!.AsArray().Single(s => s!["name"]!.ToString() == name)!;

    static async Task NoFileHasAsync(UiTest test, string secret, string told)
    {
        Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(test.Folder, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".lock", StringComparison.Ordinal)) continue; // Held by whoever has it, and empty.
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await open.CopyToAsync(content, Stop);
            Assert.DoesNotContain(secret, Encoding.UTF8.GetString(content.ToArray()), StringComparison.Ordinal);
        }
    }
}
