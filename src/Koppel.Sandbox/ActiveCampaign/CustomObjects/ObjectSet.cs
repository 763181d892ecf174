using System.Security.Cryptography;
using System.Text;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>The schemas of an account with their records. Callers hold the sandbox's lock.</summary>
internal sealed class ObjectSet
{
    /// <summary>Oldest first.</summary>
    public List<ObjectSchema> Schemas { get; } = [];

    /// <summary>How many ids were given away.</summary>
    public int Given { get; set; }

    public ObjectSchema? Find(string id) => Schemas.Find(schema => schema.Id == id);

    public bool HasSlug(string slug, ObjectSchema? self) => Schemas.Exists(schema => schema != self && schema.Slug == slug);

    /// <summary>An id that was not there yet; the same calls get the same ids, whenever they are made.</summary>
    public string NewId()
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes($"custom object {++Given}"))[..16];
        // The two marks of a random uuid, which some clients look for.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
