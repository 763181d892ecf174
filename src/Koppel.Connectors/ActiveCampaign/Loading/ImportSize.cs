using System.Buffers;
using System.Text.Json;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Measures what a contact takes of an import. Not safe to use from several threads.</summary>
internal sealed class ImportSize(Action<Utf8JsonWriter, Change> writeContact)
{
    /// <summary>Bytes around the contacts, a little more than there are.</summary>
    public const int Envelope = 64;

    readonly ArrayBufferWriter<byte> _scratch = new(1024);

    /// <summary>The bytes of a contact, its separator included.</summary>
    public int Of(Change change)
    {
        _scratch.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_scratch, ImportContent.Options)) writeContact(json, change);
        return _scratch.WrittenCount + 1;
    }
}
