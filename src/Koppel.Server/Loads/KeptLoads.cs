using System.Text;
using Koppel.Engine.Configuration;
using Koppel.Engine.GuidedLoads;
using Koppel.Server.Files;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>Mappings that are kept under a name: <c>loads/NAME.toml</c> beside the configuration.</summary>
/// <param name="folder">The folder; it is made when the first is kept.</param>
internal sealed class KeptLoads(string folder)
{
    const string Ending = ".toml";

    readonly QueryFiles _files = new(folder, Ending);

    /// <summary>All of them by name; of one that cannot be read, why.</summary>
    public IReadOnlyList<(string Name, string ETag, DateTime Modified, KeptLoad? Load, string? Fault)> All() =>
        [.. _files.All().Where(f => !f.Path.Contains('/')).Select(f =>
        {
            var name = f.Path[..^Ending.Length];
            try
            {
                return (name, f.ETag, f.Modified, (KeptLoad?)Read(name).Load, (string?)null);
            }
            catch (ApiFault fault)
            {
                return (name, f.ETag, f.Modified, null, fault.Message);
            }
        })];

    /// <summary>One of them, with the mark of its text.</summary>
    /// <exception cref="ApiFault">There is none, or its file is no mapping.</exception>
    public (KeptLoad Load, string ETag) Read(string name)
    {
        var (text, etag) = _files.Read(PathOf(name));
        try
        {
            return (KeptLoadReader.Read(Encoding.UTF8.GetString(text), PathOf(name)), etag);
        }
        catch (ConfigurationException fault)
        {
            throw new ApiFault(422, "wrong-mapping", fault.Message);
        }
    }

    /// <summary>Keeps one, over the text that its writer has seen; gives the mark of the new text.</summary>
    public string Write(string name, KeptLoad load, string? seen) =>
        _files.Write(PathOf(name), Encoding.UTF8.GetBytes(KeptLoadText.Write(load)), seen);

    /// <summary>Deletes one.</summary>
    public void Delete(string name, string seen) => _files.Delete(PathOf(name), seen);

    static string PathOf(string name) => name.Contains('/')
        ? throw new ApiFault(400, "wrong-path", "The name of a mapping has no slash in it.") : name + Ending;
}
