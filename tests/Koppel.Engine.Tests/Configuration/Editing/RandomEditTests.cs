using System.Text;
using Koppel.Engine.Configuration.Editing;
using Koppel.Fuzzing;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Configuration.Editing;

/// <summary>Configurations of chance, changed: what is not changed is the same bytes, and what is changed reads back as asked.</summary>
public sealed class RandomEditTests : IDisposable
{
    const int Cases = 400;

    static readonly IConnector Shop = FakeConnector.All[0];

    readonly string _folder = Directory.CreateTempSubdirectory("koppel-editing-").FullName;

    string File => Path.Combine(_folder, "koppel.toml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_changed_value_is_all_that_is_other() => Each((file, random) =>
    {
        var (name, setting, old) = Some(file, random);
        if (old is null) return;
        var value = $"new '\" \\ \t{random.Next()} ${{env:X}}";
        var after = Edited(t => t.Change(name, Shop, new Dictionary<string, string?> { [setting] = value }));
        var written = string.Concat("\"", value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\t", "\\u0009", StringComparison.Ordinal), "\"");
        Assert.Equal(file.Text.Replace(old.Value.Written, written, StringComparison.Ordinal), after);
        Assert.Equal(value, ConfigurationText.Read(File).Find(name)!.Find(setting)!.Value);
    });

    [Fact]
    public void A_new_setting_is_one_piece_more() => Each((file, random) =>
    {
        var (name, setting, old) = Some(file, random);
        if (old is not null) return;
        var after = Edited(t => t.Change(name, Shop, new Dictionary<string, string?> { [setting] = "here" }));
        Assert.True(IsWithPieceMore(file.Text, after), after);
        Assert.Equal("here", ConfigurationText.Read(File).Find(name)!.Find(setting)!.Value);
    });

    [Fact]
    public void A_setting_taken_out_takes_nothing_else_with_it() => Each((file, random) =>
    {
        var (name, setting, old) = Some(file, random);
        if (old is null) return;
        var after = Edited(t => t.Change(name, Shop, new Dictionary<string, string?> { [setting] = null }));
        Assert.Null(ConfigurationText.Read(File).Find(name)!.Find(setting));
        AssertKept(file, after, all => all.Where(w => w != old.Value.Written), file.Trailing[name]);
    });

    [Fact]
    public void A_removed_connection_takes_nothing_else_with_it() => Each((file, random) =>
    {
        var name = Any(file, random);
        var after = Edited(t => t.Remove(name, FakeConnector.All));
        Assert.Null(ConfigurationText.Read(File).Find(name));
        var gone = file.Connections[name].Values.Select(v => v.Written).ToHashSet();
        AssertKept(file, after, all => all.Where(w => !gone.Contains(w)), file.Trailing[name]);
    });

    [Fact]
    public void An_added_connection_stands_behind_all_else_and_is_gone_without_a_trace() => Each((file, _) =>
    {
        var added = Edited(t => t.Add("fresh", Shop, new Dictionary<string, string> { ["url"] = "https://a.example", ["pace"] = "2.50" }));
        Assert.StartsWith(file.Text, added, StringComparison.Ordinal);
        Assert.Equal("2.5", ConfigurationText.Read(File).Find("fresh")!.Find("pace")!.Value);
        ConfigurationText.Read(File).Remove("fresh", FakeConnector.All).Save();
        var after = Read();
        Assert.StartsWith(file.Text, after, StringComparison.Ordinal);
        Assert.Equal("", after[file.Text.Length..].Trim('\r', '\n'));
    });

    [Fact]
    public void A_new_name_changes_nothing_else() => Each((file, random) =>
    {
        var name = Any(file, random);
        var after = Edited(t => t.Rename(name, "renamed"));
        Assert.Null(ConfigurationText.Read(File).Find(name));
        Assert.Equal(
            file.Connections[name].ToDictionary(v => v.Key, v => v.Value.Value),
            ConfigurationText.Read(File).Find("renamed")!.Settings.ToDictionary(s => s.Name, s => s.Value));
        AssertKept(file, after, all => all, []);
    });

    static string Any(RandomFile file, Random random) => file.Connections.Keys.ElementAt(random.Next(file.Connections.Count));

    static (string Name, string Setting, (string Value, string Written)? Old) Some(RandomFile file, Random random)
    {
        var name = Any(file, random);
        var setting = Shop.Settings[random.Next(Shop.Settings.Count)].Name;
        return (name, setting, file.Connections[name].TryGetValue(setting, out var old) ? old : null);
    }

    /// <summary>Comments and values are there as before, in their order; comments behind what was taken out may be gone.</summary>
    static void AssertKept(
        RandomFile file, string after, Func<IEnumerable<string>, IEnumerable<string>> left, IEnumerable<string> mayGo)
    {
        var values = file.Connections.Values.SelectMany(c => c.Values.Select(v => v.Written));
        var trailing = file.Trailing.Values.SelectMany(t => t).Except(mayGo);
        var words = left(values.Concat(file.Comment).Concat(trailing)).OrderBy(w => file.Text.IndexOf(w, StringComparison.Ordinal));
        var at = 0;
        foreach (var word in words)
        {
            var found = after.IndexOf(word, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{word} is gone or elsewhere:\n{after}");
            at = found + word.Length;
        }
    }

    static bool IsWithPieceMore(string before, string after)
    {
        var same = 0;
        while (same < before.Length && before[same] == after[same]) same++;
        return after.EndsWith(before[same..], StringComparison.Ordinal) && after.Length > before.Length;
    }

    string Edited(Func<ConfigurationText, ConfigurationText> edit)
    {
        edit(ConfigurationText.Read(File)).Save();
        return Read();
    }

    /// <summary>The text, whose mark at the beginning must be as it was.</summary>
    string Read()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal(_hasMark, bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        return Encoding.UTF8.GetString(bytes, _hasMark ? 3 : 0, bytes.Length - (_hasMark ? 3 : 0));
    }

    bool _hasMark;

    void Each(Action<RandomFile, Random> check)
    {
        foreach (var (number, random) in FuzzCases.All(Cases))
        {
            var file = new RandomFile(random);
            if (file.Connections.Count == 0) continue;
            _hasMark = random.Next(4) == 0;
            System.IO.File.WriteAllText(File, file.Text, new UTF8Encoding(_hasMark));
            try
            {
                check(file, random);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{FuzzCases.Again(number)}\n{file.Text}\n---", fault);
            }
        }
    }
}
