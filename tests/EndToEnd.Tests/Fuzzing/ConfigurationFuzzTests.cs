using System.Text;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Fuzzing;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>Whatever stands in a configuration: it is read, or its faults are told as sentences.</summary>
public sealed class ConfigurationFuzzTests : IDisposable
{
    const string Good = """
        # Systems of the shop
        connections.inline = { type = "excel", path = 'customers.xlsx' }

        [connections.ac]
        type = "activecampaign"
        url = "https://account.api-us1.com"
        token = "${env:AC_TOKEN}"
        confirm_above = 500
        automations = "run"

        [connections.shop]
        type = "files"
        path = "data"

        [ledger]
        keep_days = 90.5
        """;

    static readonly string[] Words = ["[", "]", "[[", "{", "}", "=", ".", "\"", "'", "'''", "\n", "connections", "ledger", "type", "true",
        "1979-05-27T07:32:00Z", "0x_", "inf", "\\u0000", "=["];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-fuzz-");

    [Fact]
    public void A_mutated_configuration_is_read_or_refused_with_sentences()
    {
        var (read, refused) = (0, 0);
        var path = Path.Combine(_folder.FullName, "koppel.toml");
        foreach (var (number, random) in FuzzCases.All(1_000))
        {
            var bytes = random.Next(2) == 0
                ? Mutations.Bytes(Encoding.UTF8.GetBytes(Good), random)
                : Encoding.UTF8.GetBytes(Mutations.Words(Good, Words, random));
            File.WriteAllBytes(path, bytes);
            if (IsRead(number,
                new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = _folder.FullName, Environment = _ => "x" })) read++;
            else refused++;
        }

        Assert.True(FuzzCases.Count(1_000) < 1_000 || (read > 50 && refused > 50),
            $"{read} read, {refused} refused: what is tried is too tame, or too wild.");
    }

    [Fact]
    public void A_mutated_connection_of_the_command_line_is_read_or_refused_with_sentences()
    {
        const string Connect = "ac=activecampaign;url=https://account.api-us1.com;token=\"a;b\";confirm_above=500;automations=run";
        foreach (var (number, random) in FuzzCases.All(1_000))
        {
            var text = random.Next(2) == 0
                ? Encoding.UTF8.GetString(Mutations.Bytes(Encoding.UTF8.GetBytes(Connect), random))
                : Mutations.Words(Connect, [";", "=", "\"", "'", "type", "url", "${env:X}"], random);
            IsRead(number,
                new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = _folder.FullName, Connect = [text],
                    Environment = _ => null });
        }
    }

    [Theory]
    [InlineData("a = ", "[", "]", 100)]
    [InlineData("a = ", "[", "]", 100_000)]
    [InlineData("connections = ", "{ a = ", "}", 10_000)]
    [InlineData("[connections.ac", ".x", "", 20_000)]
    [InlineData("", "[", "", 100_000)]
    [InlineData("a = ", "{", "", 100_000)]
    public void A_configuration_that_is_nested_without_end_is_refused_with_a_sentence(string before, string open, string close, int depth)
    {
        var text = new StringBuilder(before).Insert(before.Length, open, depth).Append('1')
            .Insert(before.Length + (open.Length * depth) + 1, close, depth);
        File.WriteAllText(Path.Combine(_folder.FullName, "koppel.toml"), text.ToString());

        var fault = Assert.Throws<ConfigurationException>(
            () => ConfigurationReader.Read(new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = _folder.FullName }));

        Assert.All(fault.Faults, f => Assert.StartsWith("koppel.toml", f, StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_that_is_not_UTF_8_or_no_end_of_file_is_refused_with_a_sentence()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "koppel.toml"), Encoding.Latin1.GetBytes("# café\n"));
        Assert.Contains("is not UTF-8", Fault(), StringComparison.Ordinal);

        File.WriteAllBytes(Path.Combine(_folder.FullName, "koppel.toml"), new byte[5_000_000]);
        Assert.Contains("larger than 4 MB", Fault(), StringComparison.Ordinal);

        string Fault() =>
            Assert.Throws<ConfigurationException>(
                () => ConfigurationReader.Read(
                    new ConfigurationSource { Connectors = All.Connectors, WorkingFolder = _folder.FullName })).Faults[0];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static bool IsRead(int number, ConfigurationSource source)
    {
        try
        {
            ConfigurationReader.Read(source);
            return true;
        }
        catch (ConfigurationException refused)
        {
            Assert.All(refused.Faults,
                f => Assert.True(f.Length is > 10 and < 20_000 && !f.Contains("Exception", StringComparison.Ordinal),
                    $"{FuzzCases.Again(number)}: {f}"));
            return false;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException(FuzzCases.Again(number), fault);
        }
    }
}
