using System.Buffers;
using System.Text.Json;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Measures what a contact takes of an import. Not safe to use from several threads.</summary>
internal sealed class ImportSize : IDisposable
{
    /// <summary>Bytes around the contacts, a little more than there are.</summary>
    public const int Envelope = 64;

    readonly ArrayBufferWriter<byte> _scratch = new(1024);
    readonly Action<Utf8JsonWriter, ContactRows> _writeContact;
    readonly Utf8JsonWriter _json;

    /// <summary>Measures what this writes.</summary>
    public ImportSize(Action<Utf8JsonWriter, ContactRows> writeContact)
    {
        _writeContact = writeContact;
        _json = new Utf8JsonWriter(_scratch, ImportContent.Options);
    }

    /// <summary>The bytes of a contact, its separator included.</summary>
    public int Of(ContactRows change)
    {
        _scratch.ResetWrittenCount();
        _json.Reset();
        _writeContact(_json, change);
        _json.Flush();
        return _scratch.WrittenCount + 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
