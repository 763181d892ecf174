using Koppel.Engine.Configuration;
using Koppel.Engine.Secrets;

namespace Koppel.Engine.Tests.Configuration;

public sealed class SecretReferenceTests : IDisposable
{
    const string Key = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-references-").FullName;

    [Fact]
    public void A_setting_can_be_a_secret_and_says_which_one()
    {
        Store().Store("SHOP_TOKEN", "s3cret");
        Store().Store("HOST", "shop");

        var web = Assert.Single(Read("${secret:SHOP_TOKEN}", "https://${secret:HOST}.example").Connections);
        Assert.Equal(("s3cret", "https://shop.example"), (web.Required("token"), web.Required("url")));
        Assert.Equal("SHOP_TOKEN", web.SecretOf("TOKEN"));
        Assert.Null(web.SecretOf("url")); // Only a part of it is: nothing could be put back there.
        Assert.Null(web.SecretOf("pace"));
    }

    [Fact]
    public void A_connection_of_the_command_line_can_have_secrets_too()
    {
        Store().Store("SHOP_TOKEN", "s3cret");
        var web = Assert.Single(ConfigurationReader.Read(
            Source(Store()) with { Connect = ["web=shop;url=https://shop.example;token=${secret:SHOP_TOKEN}"] }).Connections);
        Assert.Equal(("s3cret", "SHOP_TOKEN"), (web.Required("token"), web.SecretOf("token")));
    }

    [Fact]
    public void A_secret_that_is_not_there_is_a_fault_with_the_nearest_name()
    {
        Store().Store("SHOP_TOKEN", "s3cret");
        Assert.Equal(
            "koppel.toml:4: 'token' of connection 'web' refers to the secret SHOP_TOKN, which is not there. Did you mean 'SHOP_TOKEN'?",
            Fault("${secret:SHOP_TOKN}", Store()));
        Assert.Equal(
            "koppel.toml:4: 'token' of connection 'web' refers to the secret OTHER, which is not there. Store it: koppel secrets set OTHER",
            Fault("${secret:OTHER}", Store()));
    }

    [Fact]
    public void A_wrong_key_is_a_fault_of_the_configuration()
    {
        Store().Store("SHOP_TOKEN", "s3cret");
        Assert.Equal(
            $"koppel.toml:4: 'token' of connection 'web' refers to the secret SHOP_TOKEN, which cannot be read: The secrets of "
            + $"{Path.Combine(_folder, "secrets.json")} are stored under a key, and none is given. Set KOPPEL_SECRET_KEY or "
            + "KOPPEL_SECRET_KEY_FILE.", Fault("${secret:SHOP_TOKEN}", Store(key: null)));
    }

    [Fact]
    public void A_secret_that_does_not_fit_its_setting_is_not_repeated()
    {
        Store().Store("HOST", "hunter2");
        Store().Store("SHOP_TOKEN", "s3cret");
        var fault = Assert.Throws<ConfigurationException>(() => Read("${secret:SHOP_TOKEN}", "${secret:HOST}")).Message;
        Assert.Equal("koppel.toml:3: 'url' of connection 'web' must be an address such as https://account.api-us1.com.", fault);
    }

    [Fact]
    public void Nobody_is_asked_for_a_key_when_no_secret_is_needed()
    {
        Store().Store("SHOP_TOKEN", "s3cret");
        var asked = 0;
        var store = new SecretFile(new SecretOptions
        {
            File = Path.Combine(_folder, "secrets.json"),
            Environment = _ => throw new InvalidOperationException("The environment was asked."),
            Ask = _ => { asked++; return null; },
        });
        ConfigurationReader.Read(Source(store) with { Connect = ["crm=excel;path=a.xlsx"] });
        Assert.Equal(0, asked);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Fault(string token, SecretFile store) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() => Read(token, "https://shop.example", store)).Faults);

    LoadedConfiguration Read(string token, string url, SecretFile? store = null)
    {
        File.WriteAllText(Path.Combine(_folder, "koppel.toml"),
            $"[connections.web]\ntype = \"shop\"\nurl = \"{url}\"\ntoken = \"{token}\"\n");
        return ConfigurationReader.Read(Source(store ?? Store()));
    }

    ConfigurationSource Source(SecretFile store) =>
        new() { Connectors = FakeConnector.All, WorkingFolder = _folder, Environment = _ => null, Secrets = store };

    SecretFile Store(string? key = Key) => new(new SecretOptions
    {
        File = Path.Combine(_folder, "secrets.json"), Environment = name => name == SecretOptions.KeyVariable ? key : null,
    });
}
