using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Delimited;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Files.Json;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files;

/// <summary>
/// Keeps the profiles of files from one run to the next, in a folder. One is good for the very file, the settings and the versions that it
/// was made with. What cannot be kept or read is made anew: nothing but time is lost.
/// </summary>
/// <param name="folder">The folder; it is made when it is first needed.</param>
/// <param name="version">The versions of DuckDB and of this program.</param>
internal sealed class ProfileStore(string folder, string version)
{
    /// <summary>The form of what is kept; another one is not read.</summary>
    public const int Form = 4;

    static readonly JsonSerializerOptions s_json = new()
    {
        IncludeFields = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KindsOfProfile } },
    };

    /// <summary>The profile, or null when there is none that is good.</summary>
    public FileProfile? Find(string path, FileSource source, FileIdentity identity)
    {
        try
        {
            using var stream = File.OpenRead(NameOf(path));
            var kept = JsonSerializer.Deserialize<Kept>(stream, s_json);
            return kept is not null && kept.Key == Key(path, source, identity) && kept.Profile.IsSound ? kept.Profile : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps one.</summary>
    public void Keep(string path, FileSource source, FileIdentity identity, FileProfile profile)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var name = NameOf(path);
            var fresh = $"{name}.{Environment.ProcessId}";
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(new Kept(Key(path, source, identity), profile), s_json));
            File.Move(fresh, name, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written to keeps nothing.
        }
    }

    static void KindsOfProfile(JsonTypeInfo type)
    {
        if (type.Type != typeof(FileProfile)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            DerivedTypes = { new JsonDerivedType(typeof(TextProfile), "text"), new JsonDerivedType(typeof(JsonProfile), "json") },
        };
    }

    string NameOf(string path) =>
        Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..32]}.json");

    string Key(string path, FileSource source, FileIdentity identity) =>
        JsonSerializer.Serialize(
            new { Path = path, source.Format, source.Text, identity.Size, identity.Modified, identity.Node,
                Ends = FileIdentity.HashOf(path), Version = version }, s_json);

    sealed record Kept(string Key, FileProfile Profile);
}
