using Koppel.Engine.Configuration;

namespace Koppel.Engine.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-configuration-").FullName;

    [Fact]
    public void A_file_gives_its_connections_in_order_with_resolved_values()
    {
        var configuration = Read("""
            [connections.web]
            type = "shop"
            url = "https://shop.example"
            token = "${env:SHOP_TOKEN}"
            pace = 2.5
            mails = false

            [connections.crm]
            type = "excel"
            path = "data/klanten.xlsx"
            """);

        Assert.Equal(["web (shop)", "crm (excel)"], configuration.Connections.Select(c => c.ToString()));
        var web = configuration.Connections[0];
        Assert.Equal("s3cret", web.Required("token"));
        Assert.Equal(2.5, web.Number("pace", 1));
        Assert.False(web.Switch("MAILS", true));
        Assert.Equal("data/klanten.xlsx", configuration.Connections[1].Required("path"));
        Assert.Equal(_folder, configuration.BaseFolder);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_line_and_remedy()
    {
        var faults = Faults("""
            title = "mine"

            [connection.old]
            type = "shop"

            [connections.main]
            type = "excel"
            path = "a.xlsx"

            [connections.web]
            type = "shop"
            url = "shop.example"
            tokn = "${env:SHOP_TOKEN}"
            pace = "fast"
            mails = [1]

            [connections.crm]
            type = "exel"

            [connections.bare]
            path = "b.xlsx"

            [connections."a b"]
            type = "excel"
            path = "${env:NOT_SET}/c.xlsx"
            """);

        Assert.Equal(
            [
                "koppel.toml:1: there is no setting 'title'. A connection is written as [connections.NAME].",
                "koppel.toml:3: there is no table [connection.old]. Did you mean [connections.old]?",
                "koppel.toml:15: 'mails' of connection 'web' must be a text, a number, true or false.",
                "koppel.toml:6: 'main' cannot be a connection's name: Koppel uses it itself. Choose another.",
                "koppel.toml:12: 'url' of connection 'web' must be an address such as https://account.api-us1.com, not 'shop.example'.",
                "koppel.toml:13: shop has no setting 'tokn'. Did you mean 'token'?",
                "koppel.toml:14: 'pace' of connection 'web' must be a number above 0, not 'fast'.",
                "koppel.toml:10: connection 'web' needs 'token'. The key.",
                "koppel.toml:18: there is no connection type 'exel'. Did you mean 'excel'?",
                "koppel.toml:20: connection 'bare' has no type. Add one of shop, excel, such as type = \"shop\".",
                "koppel.toml:23: 'a b' cannot be a connection's name. Use letters, digits and underscores, beginning with a letter.",
                "koppel.toml:25: 'path' of connection 'a b' refers to the environment variable NOT_SET, which is not set. Set it, for "
                    + "example: export NOT_SET=…",
            ],
            faults);
    }

    [Theory]
    [InlineData("[ledger]\nkeep_days = 90", 90)]
    [InlineData("ledger.keep_days = 0.5", 0.5)]
    [InlineData("ledger = { keep_days = \"${env:KEEP}\" }", 7)]
    public void The_ledgers_table_says_how_long_runs_are_kept(string text, double days) =>
        Assert.Equal(TimeSpan.FromDays(days), Read(text).Ledger.Keep);

    [Fact]
    public void Without_the_ledgers_table_runs_are_kept() => Assert.Null(Read("").Ledger.Keep);

    [Fact]
    public void Faults_of_the_ledgers_table_are_told_as_all_others() => Assert.Equal(
        [
            "koppel.toml:1: there is no table [ledgr]. The ledger's settings stand below [ledger].",
            "koppel.toml:4: the table [ledger] has no setting 'keep_day'. Did you mean 'keep_days'?",
            "koppel.toml:5: 'keep_days' of the table [ledger] must be a number above 0 and at most 36500, not '-1'.",
        ],
        Faults("""
            [ledgr]

            [ledger]
            keep_day = 90
            keep_days = -1
            """));

    [Fact]
    public void A_list_is_no_number_of_days() => Assert.Equal(
        ["koppel.toml:2: 'keep_days' of the table [ledger] must be a text, a number, true or false."], Faults("[ledger]\nkeep_days = [1]"));

    [Fact]
    public void A_secret_in_clear_text_is_refused_in_the_file_and_never_repeated()
    {
        var fault = Assert.Single(Faults("""
            [connections.web]
            type = "shop"
            url = "https://shop.example"
            token = "hunter2"
            """));

        Assert.Equal(
            "koppel.toml:4: 'token' of connection 'web' is a secret in clear text. Take it from an environment variable: token = "
            + "\"${env:WEB_TOKEN}\".", fault);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    public void For_an_address_on_this_machine_a_secret_may_stand_in_the_file(string url) =>
        Assert.Equal("sandbox-token", Assert.Single(Read(WithClearToken(url)).Connections).Required("token"));

    [Fact]
    public void An_address_that_only_looks_like_this_machine_is_another() =>
        Assert.Contains(
            "is a secret in clear text", Assert.Single(Faults(WithClearToken("https://127.0.0.1.example.com"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://shop.example")]
    [InlineData("http://127.0.0.1.example.com")]
    public void A_token_goes_to_another_machine_only_over_https(string url) => Assert.Equal(
        $"koppel.toml:3: connection 'web' cannot be used: its token would travel unencrypted to {new Uri(url).Host}, over http. "
        + "Write https:// in its address, or allow_http = true where the way is safe, such as within a tunnel.",
        Assert.Single(Faults(WithToken(url))));

    [Fact]
    public void It_goes_there_over_http_where_that_is_allowed() =>
        Assert.Equal("true", Assert.Single(Read(WithToken("http://shop.example") + "\nallow_http = true").Connections).Text("allow_http"));

    [Fact]
    public void An_address_that_came_from_the_environment_is_not_repeated() => Assert.DoesNotContain("s3cret", Assert.Single(Faults(
        "[connections.web]\ntype = \"shop\"\nurl = \"http://${env:SHOP_TOKEN}.example\"\ntoken = \"${env:SHOP_TOKEN}\"")),
        StringComparison.Ordinal);

    static string WithToken(string url) => WithClearToken(url).Replace("sandbox-token", "${env:SHOP_TOKEN}", StringComparison.Ordinal);

    static string WithClearToken(string url) => $"""
        [connections.web]
        type = "shop"
        url = "{url}"
        token = "sandbox-token"
        """;

    [Fact]
    public void What_came_from_the_environment_is_not_repeated_when_it_is_wrong()
    {
        var fault = Assert.Single(Faults("""
            [connections.web]
            type = "shop"
            url = "${env:SHOP_TOKEN}"
            token = "${env:SHOP_TOKEN}"
            """));

        Assert.Equal("koppel.toml:3: 'url' of connection 'web' must be an address such as https://account.api-us1.com.", fault);
    }

    [Theory]
    [InlineData("${SHOP_TOKEN}")]
    [InlineData("${env:}")]
    [InlineData("${ENV:SHOP_TOKEN}")]
    public void A_reference_in_another_form_is_refused(string value)
    {
        var fault = Assert.Single(Faults($"[connections.crm]\ntype = \"excel\"\npath = \"{value}\""));
        Assert.Contains("Write ${env:NAME}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_doubled_dollar_stands_for_itself()
    {
        var configuration = Read("[connections.crm]\ntype = \"excel\"\npath = \"$${x}.xlsx\"");
        Assert.Equal("${x}.xlsx", configuration.Connections[0].Required("path"));
    }

    [Fact]
    public void A_connection_of_the_command_line_replaces_that_of_the_file_as_a_whole()
    {
        const string file = """
            [connections.web]
            type = "shop"
            url = "https://shop.example"
            token = "${env:NOT_SET}"
            mails = true
            """;

        var web = Assert.Single(Read(file, "WEB=shop;url=http://127.0.0.1:8080;token=abc").Connections);
        Assert.Equal(
            ("WEB", "http://127.0.0.1:8080", "abc", (string?)null), (web.Name, web.Text("url"), web.Text("token"), web.Text("mails")));

        Assert.Equal(
            "--connect web: connection 'web' needs 'token'. The key.", Assert.Single(Faults(file, "web=shop;url=http://127.0.0.1:8080")));
    }

    [Fact]
    public void A_path_of_the_command_line_counts_from_the_working_folder()
    {
        var work = Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName;
        File.WriteAllText(Path.Combine(_folder, "koppel.toml"), "");
        var configuration =
            ConfigurationReader.Read(Source("crm=excel;path=a.xlsx") with { WorkingFolder = work, File = "../koppel.toml" });

        Assert.Equal(_folder, configuration.BaseFolder);
        Assert.Equal(Path.Combine(work, "a.xlsx"), configuration.Connections[0].Required("path"));
    }

    [Fact]
    public void Names_that_differ_by_case_only_are_refused()
    {
        var fault = Assert.Single(Faults("""
            [connections.crm]
            type = "excel"
            path = "a.xlsx"
            [connections.CRM]
            type = "excel"
            path = "b.xlsx"
            """));
        Assert.Equal(
            "koppel.toml:4: the connection 'CRM' is there already (koppel.toml:1). Names do not differ by case; choose another.", fault);
    }

    [Fact]
    public void Without_a_file_there_are_no_connections_and_no_fault()
    {
        var configuration = ConfigurationReader.Read(Source());
        Assert.Empty(configuration.Connections);
        Assert.Null(configuration.File);
        Assert.Equal(_folder, configuration.BaseFolder);
    }

    [Fact]
    public void A_file_that_is_named_must_be_there()
    {
        var fault = Assert.Throws<ConfigurationException>(() => ConfigurationReader.Read(Source() with { File = "other.toml" }));
        Assert.Equal("--config: there is no file 'other.toml'. Give the path of a koppel.toml.", fault.Message);
    }

    [Fact]
    public void A_file_that_is_no_TOML_is_told_with_its_line() =>
        Assert.StartsWith("koppel.toml:2: this is not TOML: ", Faults("[connections.web]\ntype = shop\n")[0], StringComparison.Ordinal);

    [Fact]
    public void Dotted_keys_and_braces_mean_the_same_as_a_table()
    {
        var configuration = Read("""
            connections.a.type = "excel"
            connections.a.path = "a.xlsx"
            connections.b = { type = "excel", path = "b.xlsx" }
            """);
        Assert.Equal([("a", "a.xlsx"), ("b", "b.xlsx")], configuration.Connections.Select(c => (c.Name, c.Required("path"))));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    LoadedConfiguration Read(string file, params string[] connect)
    {
        File.WriteAllText(Path.Combine(_folder, ConfigurationSource.DefaultFile), file);
        return ConfigurationReader.Read(Source(connect));
    }

    IReadOnlyList<string> Faults(string file, params string[] connect) =>
        Assert.Throws<ConfigurationException>(() => Read(file, connect)).Faults;

    ConfigurationSource Source(params string[] connect) => new()
    {
        Connectors = FakeConnector.All,
        WorkingFolder = _folder,
        Connect = connect,
        Environment = name => name switch { "SHOP_TOKEN" => "s3cret", "KEEP" => "7", _ => null },
    };
}
