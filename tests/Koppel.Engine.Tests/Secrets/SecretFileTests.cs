using System.Text.Json.Nodes;
using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Secrets;

public sealed class SecretFileTests : IDisposable
{
    static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    static readonly string OtherKey = Convert.ToBase64String([.. Enumerable.Range(2, 32).Select(i => (byte)i)]);

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-secrets-").FullName;

    string FilePath => Path.Combine(_folder, "deep", "secrets.json");

    [Fact]
    public void A_secret_is_found_again_as_it_was_stored_and_stands_nowhere_in_the_file()
    {
        Keyed().Store("AC_TOKEN", "hunter2-ünïcödé\nsecond line");

        Assert.Equal("hunter2-ünïcödé\nsecond line", Keyed().Find("AC_TOKEN"));
        Assert.Null(Keyed().Find("OTHER"));
        Assert.Equal(["AC_TOKEN"], Keyed().List().Keys);
        Assert.DoesNotContain("hunter2", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_and_its_folder_are_for_their_owner_only()
    {
        Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no modes of files.");
        if (OperatingSystem.IsWindows()) return;
        Keyed().Store("A", "1");
        Keyed().Store("A", "2");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!));
        Assert.Equal(["secrets.json", "secrets.json.lock"],
            Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no modes of files.");
        if (OperatingSystem.IsWindows()) return;
        Keyed().Store("A", "1");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Equal($"{FilePath} can be read or written by other users of this machine. Take that from them, as with chmod 600, and go "
            + "on.", Fault(() => Keyed().Find("A")));
    }

    [Fact]
    public void The_same_value_is_never_sealed_the_same_way_twice()
    {
        Keyed().Store("A", "same");
        Keyed().Store("B", "same");
        var first = Sealed("A");
        Keyed().Store("A", "same");

        Assert.NotEqual(first, Sealed("B"));
        Assert.NotEqual(Convert.FromBase64String(first)[..12], Convert.FromBase64String(Sealed("A"))[..12]);
    }

    [Fact]
    public void A_secret_that_was_put_under_another_name_cannot_be_read_there()
    {
        Keyed().Store("MINE", "mine");
        Keyed().Store("THEIRS", "theirs");
        Change(json => (json["secrets"]!["MINE"], json["secrets"]!["THEIRS"]) =
            (json["secrets"]!["THEIRS"]!.DeepClone(), json["secrets"]!["MINE"]!.DeepClone()));

        Assert.Equal($"The secret MINE in {FilePath} is damaged, or was put there from elsewhere: it is not what was stored under that "
            + "name. Store it again: koppel secrets set MINE", Fault(() => Keyed().Find("MINE")));
    }

    [Fact]
    public void A_secret_of_another_file_cannot_be_read_though_the_key_is_the_same()
    {
        Keyed().Store("A", "first file");
        var entry = Json["secrets"]!["A"]!.DeepClone();
        File.Delete(FilePath);
        Keyed().Store("A", "second file");
        Change(json => json["secrets"]!["A"] = entry);

        Assert.StartsWith("The secret A in ", Fault(() => Keyed().Find("A")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_key_is_told_and_changes_nothing()
    {
        Keyed().Store("A", "1");
        var before = File.ReadAllText(FilePath);

        var sentence = $"The key of KOPPEL_SECRET_KEY is not the one under which the secrets of {FilePath} are stored.";
        Assert.Equal(sentence, Fault(() => Keyed(OtherKey).Find("A")));
        Assert.Equal(sentence, Fault(() => Keyed(OtherKey).Store("A", "2")));
        Assert.Equal(before, File.ReadAllText(FilePath));
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all, and long enough for a key of 32 bytes")]
    public void What_is_no_key_is_refused_without_repeating_it(string text)
    {
        var fault = Fault(() => Keyed(text).Store("A", "1"));
        Assert.StartsWith("KOPPEL_SECRET_KEY holds no key: 32 random bytes, in base64.", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(text, fault, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void A_key_can_stand_in_a_file_that_only_its_owner_can_read()
    {
        var path = Path.Combine(_folder, "koppel.key");
        SecretFile.WriteNewKey(path);
        var withKeyFile = new Dictionary<string, string> { [SecretOptions.KeyFileVariable] = path };
        Of(withKeyFile).Store("A", "1");
        Assert.Equal("1", Of(withKeyFile).Find("A"));
        Assert.Contains(path, Fault(() => SecretFile.WriteNewKey(path)), StringComparison.Ordinal);

        Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no modes of files.");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.StartsWith($"{path} can be read or written by other", Fault(() => Of(withKeyFile).Find("A")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_is_asked_for_twice_when_the_file_is_made_and_once_in_a_process_after_that()
    {
        var asked = new List<string>();
        Asked(asked, "correct horse", "correct horse").Store("A", "1");
        Assert.Equal(["A passphrase for your secrets, which nobody can find again: ", "Once more: "], asked);

        asked.Clear();
        var file = Asked(asked, "correct horse");
        file.Store("B", "2");
        Assert.Equal(("1", "2"), (file.Find("A"), file.Find("B")));
        Assert.Equal(["Passphrase of your secrets: "], asked);
    }

    [Fact]
    public void A_passphrase_that_is_mistyped_can_be_typed_again_but_not_for_ever()
    {
        Asked([], "correct horse", "correct horse").Store("A", "1");
        Assert.Equal("1", Asked([], "wrong", "correct horse").Find("A"));

        var asked = new List<string>();
        var file = Asked(asked, "wrong", "wrong", "wrong");
        var sentence = $"That is not the passphrase under which the secrets of {FilePath} are stored.";
        Assert.Equal(sentence, Fault(() => file.Find("A")));
        Assert.Equal(sentence, Fault(() => file.Find("A")));
        Assert.Equal(3, asked.Count);
    }

    [Theory]
    [InlineData("A passphrase must have 8 letters at least. Nothing was stored.", "short")]
    [InlineData("The two passphrases differ. Nothing was stored.", "correct horse", "correct house")]
    public void A_new_passphrase_that_cannot_be_taken_stores_nothing(string sentence, params string[] typed)
    {
        Assert.Equal(sentence, Fault(() => Asked([], typed).Store("A", "1")));
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void A_passphrase_can_come_from_a_variable_where_nobody_can_be_asked()
    {
        var passphrase = new Dictionary<string, string> { [SecretOptions.PassphraseVariable] = "correct horse" };
        Of(passphrase).Store("A", "1");
        Assert.Equal("1", Of(passphrase).Find("A"));

        Assert.Equal($"The secrets of {FilePath} are stored under a passphrase, and nobody can be asked for it here. Set "
            + "KOPPEL_SECRET_PASSPHRASE.", Fault(() => Of([]).Find("A")));
    }

    [Fact]
    public void Without_any_key_it_is_said_how_to_have_one() => Assert.Equal(
        $"There is no key for the secrets of {FilePath}. Set KOPPEL_SECRET_KEY or KOPPEL_SECRET_KEY_FILE (koppel secrets new-key FILE "
        + "makes one), or KOPPEL_SECRET_PASSPHRASE; at a terminal you are asked for a passphrase.", Fault(() => Of([]).Store("A", "1")));

    [Fact]
    public void Names_are_listed_and_removed_without_a_key()
    {
        Keyed().Store("A", "1");
        Keyed().Store("B", "2");

        Assert.True(Of([]).Remove("A"));
        Assert.False(Of([]).Remove("A"));
        Assert.Equal(["B"], Of([]).List().Keys);
        Assert.Equal("2", Keyed().Find("B"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":2,\"key\":\"key\",\"iterations\":0,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"check\":\"\",\"secrets\":{}}")]
    [InlineData("{\"version\":1,\"key\":\"key\",\"iterations\":0,\"salt\":\"AA==\",\"check\":\"\",\"secrets\":{}}")]
    [InlineData("{\"version\":1,\"key\":\"passphrase\",\"iterations\":2000000000,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"check\":\"\","
        + "\"secrets\":{}}")]
    [InlineData("{\"version\":1,\"key\":\"key\",\"iterations\":0,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"check\":\"\","
        + "\"secrets\":{\"A\":null}}")]
    public void A_damaged_file_is_told_and_left_as_it_is(string content)
    {
        Keyed().Store("A", "1");
        File.WriteAllText(FilePath, content);

        var fault = Fault(() => Keyed().Store("A", "2"));
        Assert.StartsWith($"The file of secrets {FilePath} is damaged: ", fault, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void Any_byte_that_changes_is_told_and_never_gives_another_value()
    {
        Keyed().Store("A", "the value");
        var whole = File.ReadAllBytes(FilePath);
        for (var i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            File.WriteAllBytes(FilePath, damaged);
            try
            {
                Assert.True(Keyed().Find("A") is null or "the value");
            }
            catch (ConnectorException fault)
            {
                Assert.Contains(FilePath, fault.Message, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static string Fault(Action act) => Assert.Throws<ConnectorException>(act).Message;

    SecretFile Keyed(string? key = null) => Of(new Dictionary<string, string> { [SecretOptions.KeyVariable] = key ?? Key });

    SecretFile Of(Dictionary<string, string> environment) =>
        new(new SecretOptions { File = FilePath, Environment = name => environment.GetValueOrDefault(name) });

    SecretFile Asked(List<string> questions, params string[] answers)
    {
        var open = new Queue<string>(answers);
        return new SecretFile(new SecretOptions
        {
            File = FilePath, Environment = _ => null,
            Ask = question =>
            {
                questions.Add(question);
                return open.TryDequeue(out var answer) ? answer : null;
            },
        });
    }

    string Sealed(string name) => (string)Json["secrets"]![name]!["value"]!;

    JsonNode Json => JsonNode.Parse(File.ReadAllText(FilePath))!;

    void Change(Action<JsonNode> change)
    {
        var json = Json;
        change(json);
        File.WriteAllText(FilePath, json.ToJsonString());
    }
}
