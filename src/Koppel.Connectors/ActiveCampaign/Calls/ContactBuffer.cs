using System.Buffers;
using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Contacts that wait for their import, as the importer is told them. Not safe to use from several threads.</summary>
internal sealed class ContactBuffer : IDisposable
{
    /// <summary>Bytes around the contacts of an import, a little more than there are.</summary>
    const int Envelope = 64;

    readonly Action<Utf8JsonWriter, ContactRows> _writeContact;
    readonly ArrayBufferWriter<byte> _one = new(1024);
    readonly ArrayBufferWriter<byte> _told = new(64 * 1024);
    readonly Utf8JsonWriter _json;
    readonly List<ContactRows> _contacts = [];
    readonly List<int> _sizes = []; // Each with the separator behind it.

    /// <summary>Keeps what this writes.</summary>
    public ContactBuffer(Action<Utf8JsonWriter, ContactRows> writeContact)
    {
        _writeContact = writeContact;
        _json = new Utf8JsonWriter(_one, CallContent.Options);
    }

    /// <summary>The contacts.</summary>
    public IReadOnlyList<ContactRows> Contacts => _contacts;

    /// <summary>Whether an import can be made of the first, and enough stays behind for another one.</summary>
    public bool IsFull =>
        // Two stay behind at the least: an import of one contact has a limit of its own, five times tighter.
        _contacts.Count >= ImportBatch.MostContacts + 2 || _told.WrittenCount + _contacts.Count > 2 * ImportBatch.MostBytes;

    /// <summary>Takes a contact in; false when it takes more than an import.</summary>
    public bool TryAdd(ContactRows change)
    {
        _one.ResetWrittenCount();
        _json.Reset();
        _writeContact(_json, change);
        _json.Flush();
        if (_one.WrittenCount + 1 + Envelope > ImportBatch.MostBytes) return false;
        _told.Write(_one.WrittenSpan);
        _contacts.Add(change);
        _sizes.Add(_one.WrittenCount + 1);
        return true;
    }

    /// <summary>The imports that can be made of them.</summary>
    public IReadOnlyList<ImportBatch> Cut() => ImportBatch.Cut(_sizes, Envelope);

    /// <summary>The contacts of an import, each with what the importer is told of it.</summary>
    public IEnumerable<(ContactRows Change, ReadOnlyMemory<byte> Told)> Of(ImportBatch batch)
    {
        var at = BytesOf(batch.First);
        for (var i = batch.First; i < batch.First + batch.Count; at += _sizes[i] - 1, i++)
            yield return (_contacts[i], _told.WrittenMemory.Slice(at, _sizes[i] - 1));
    }

    /// <summary>So many of the first are not needed any more.</summary>
    public void Forget(int count)
    {
        var rest = _told.WrittenSpan[BytesOf(count)..].ToArray();
        _told.ResetWrittenCount();
        _told.Write(rest);
        _contacts.RemoveRange(0, count);
        _sizes.RemoveRange(0, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    int BytesOf(int count) => _sizes.Take(count).Sum(s => s - 1);
}
