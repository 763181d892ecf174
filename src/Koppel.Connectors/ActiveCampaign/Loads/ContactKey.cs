using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>How the rows of a load tell their contact: by its address, or by its id.</summary>
/// <param name="request">The load.</param>
/// <param name="idColumn">The column that holds the id, where rows go by it.</param>
internal sealed class ContactKey(WriteRequest request, string? idColumn)
{
    readonly int _email = request.IndexOf(ContactColumns.Email);
    readonly int _id = idColumn is null ? -1 : request.IndexOf(idColumn);
    readonly ConcurrentDictionary<string, ContactState> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An empty address is none. The default is that it is a wrong one.</summary>
    public bool NeedsAddress { get; init; }

    /// <summary>A contact that need not be read.</summary>
    public void Know(ContactState contact)
    {
        if (contact.Email.Length > 0) _known[contact.Email] = contact;
    }

    /// <summary>
    /// Gives the contacts with all their rows, as they become known; in the end the rows whose contact is not there, those of one address
    /// together.
    /// </summary>
    /// <param name="reader">Reads contacts.</param>
    /// <param name="rows">The load's rows.</param>
    /// <param name="read">Is given the contacts of a page that are the load's, before they are given on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<(ContactState? There, IReadOnlyList<int> Rows)> ReadAsync(
        ContactReader reader, RowStore rows, Func<IReadOnlyList<ContactState>, Task> read, CancellationToken cancellationToken) => _id >= 0
        ? ReadAsync(reader, RowIndex.ById(rows, _id), "id", c => c.Id, _ => null, read, cancellationToken)
        : ReadAsync(reader, RowIndex.ByAddress(rows, _email), "email", c => c.Email,
            _known.GetValueOrDefault, read, cancellationToken);

    /// <summary>The address of a row's contact.</summary>
    public string EmailOf(RowStore rows, int row, ContactState? there)
    {
        var (batch, index) = rows.Find(row);
        return there?.Email ?? batch.Text(_email, index)?.Trim() ?? "";
    }

    /// <summary>Why a row's contact cannot be told, or be loaded this way; null when it can.</summary>
    public RejectCause? Fault(RowBatch rows, int row, ContactState? there)
    {
        if (_id < 0)
        {
            if (rows.Text(_email, row)?.Trim() is not { } address || (NeedsAddress && address.Length == 0))
                return new(RejectCode.AddressMissing, "email has no value.",
                    $"Give it one: a contact {(NeedsAddress ? "needs an address" : "is known by its address")}.");
            return MailAddress.Fault(address) is { } fault ? MailAddress.Rejected(address, fault) : null;
        }
        if (rows.Number(_id, row) is not { } id)
            return new(RejectCode.ValueMissing, $"{request.Columns[_id].Name} has no value.", "Give it the id of a contact.");
        if (there is null)
            return new(RejectCode.ContactUnknown, $"There is no contact with id {id}.",
                "Load the contact first, or leave the row out.");
        if (there.Email.Length == 0)
            return new(RejectCode.AddressMissing, "The contact has no e-mail address, and only by that the importer knows a contact.",
                "Change it through contacts, a call a row.");
        if (rows.Text(_email, row)?.Trim() is { } other && !other.Equals(there.Email, StringComparison.OrdinalIgnoreCase))
            return new(RejectCode.ValueInvalid, $"It would change the address of {there.Email}, by which the importer knows the contact.",
                "Change the address through contacts, a call a row.");
        return null;
    }

    static async IAsyncEnumerable<(ContactState? There, IReadOnlyList<int> Rows)> ReadAsync<TKey>(
        ContactReader reader, RowIndex<TKey> index, string column, Func<ContactState, TKey> keyOf, Func<TKey, ContactState?> known,
        Func<IReadOnlyList<ContactState>, Task> read, [EnumeratorCancellation] CancellationToken cancellationToken) where TKey : notnull
    {
        if (index.Without.Count > 0) yield return (null, index.Without);
        foreach (var key in index.Keys)
            if (known(key) is { } contact) yield return (contact, index.Take(key)!);
        await foreach (var batch in reader.ReadAsync(column, index.Keys.Count(), () => [.. index.Keys.Cast<object>()], cancellationToken))
        {
            List<ContactState> ours = [.. batch.Where(contact => index.Has(keyOf(contact)))];
            await read(ours);
            foreach (var contact in ours)
                if (index.Take(keyOf(contact)) is { } rows) yield return (contact, rows);
        }
        foreach (var missing in index.Keys)
            if (index.Take(missing) is { } rows) yield return (null, rows);
    }
}
