using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Loads contacts by address: one that is there gets the values that are given and differ, one that is not there is created. A null
/// leaves what is there.
/// </summary>
internal sealed class ContactLoad(Sources sources, WriteRequest request) : IWriteSession
{
    /// <summary>Below so many contacts, single calls are as good as an import, and sooner done.</summary>
    const int FewContacts = 10;

    /// <summary>Our columns and the importer's fields.</summary>
    static readonly (string Column, string Field)[] Fields = [("firstName", "first_name"), ("lastName", "last_name"), ("phone", "phone")];

    /// <summary>Contacts that the load's query reads anyway need not be read again.</summary>
    public static readonly IReadOnlyList<SideRead> SideReads = [new SideRead("contacts", ["email", .. Fields.Select(f => f.Column)])];

    /// <summary>Contacts are inserted, and updated when their addresses tell which are meant; whose key does goes one call a row.</summary>
    public static bool Takes(WriteRequest request) =>
        request.Operation == WriteOperation.Insert
        || (request.Operation == WriteOperation.Update && request.IdentifiedBy is [var by]
            && by.Equals("email", StringComparison.OrdinalIgnoreCase));

    readonly RowStore _rows = new();
    readonly NameCleaner _addresses = new(request);
    readonly Lock _lock = new();
    readonly Dictionary<string, string?[]> _there = new(StringComparer.OrdinalIgnoreCase);
    readonly int _email = request.IndexOf("email");
    readonly (int Position, string Field, int There)[] _given =
        [.. Fields.Select((f, i) => (request.IndexOf(f.Column), f.Field, i)).Where(f => f.Item1 >= 0)];
    LoadBooks? _books;

    LoadBooks Books => _books ??= new LoadBooks(_rows);

    public void Observe(string table, RowBatch rows) => Take(rows, null);

    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        _addresses.Take(rows);
        _rows.Add(rows);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        var emails = Addresses();
        var unknown = emails.OfType<string>().Where(e => !_there.ContainsKey(e)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<Column> columns = [.. SideReads[0].Columns.Select(c => sources.Contacts.Schema.Find(c)!)];
        await foreach (var batch in sources.Contacts.ReadMatchingAsync(columns, "email", [.. unknown], cancellationToken))
            Take(batch, unknown);

        using var imports = new ImportPlanner(sources.Account, _rows, Books, journal)
        {
            WriteContact = (json, _, rows) => WriteValues(json, rows, f => f.Field),
            Singles = change => [
                new SingleCall(change.Rows.ToArray(),
                    [ContactCall.Sync(change.Email, json => WriteValues(json, change.Rows.Span, f => Fields[f.There].Column))])],
            Effect = Effect,
            KindOf = change => _there.ContainsKey(change.Email) ? WriteOperation.Update : WriteOperation.Insert,
        };
        var (count, created) = (0, 0L);
        foreach (var change in Changes(emails))
        {
            imports.Add(change);
            count++;
            if (!_there.ContainsKey(change.Email)) created++;
        }
        return _addresses.In(
            imports.Finish(
                isSmall: count < FewContacts, created == 0 ? [] : [created == 1 ? "1 contact" : $"{created} contacts"], [], created));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void Take(RowBatch rows, HashSet<string>? wanted)
    {
        var email = rows[rows.IndexOf("email")];
        var fields = Fields.Select(f => rows[rows.IndexOf(f.Column)]).ToArray();
        lock (_lock)
        {
            for (var r = 0; r < rows.Count; r++)
                if (!email.IsNull(r) && wanted?.Contains(email.Texts[r]) != false)
                    _there[email.Texts[r]] = [.. fields.Select(f => f.IsNull(r) ? null : f.Texts[r])];
        }
    }

    /// <summary>The address of each row, null where the row is rejected.</summary>
    string?[] Addresses()
    {
        var emails = new string?[_rows.Count + 1];
        foreach (var (first, batch) in _rows.Batches)
        {
            for (var r = 0; r < batch.Count; r++)
            {
                var email = batch[_email].IsNull(r) ? "" : batch[_email].Texts[r].Trim();
                if (MailAddress.Fault(email) is not { } fault) emails[first + r] = email;
                else
                    Books.Reject(first + r,
                        email.Length == 0
                            ? new RejectCause(RejectCode.AddressMissing, "email has no value.", "Give it one: a contact needs an address.")
                            : MailAddress.Rejected(email, fault));
            }
        }
        return emails;
    }

    /// <summary>Rows of one address are one change; what a later row says counts.</summary>
    IEnumerable<ContactRows> Changes(string?[] emails)
    {
        var order = Enumerable.Range(1, emails.Length - 1).Where(r => emails[r] is not null).ToArray();
        Array.Sort(
            order, (a, b) => StringComparer.OrdinalIgnoreCase.Compare(emails[a], emails[b]) is not 0 and var by ? by : a.CompareTo(b));
        for (var first = 0; first < order.Length;)
        {
            var end = first;
            while (end < order.Length && string.Equals(emails[order[end]], emails[order[first]], StringComparison.OrdinalIgnoreCase)) end++;
            var change = new ContactRows(emails[order[first]]!, order.AsMemory(first, end - first));
            if (_there.GetValueOrDefault(change.Email) is { } there && IsSo(change.Rows.Span, there))
                foreach (var row in order.AsSpan(first, end - first)) Books.Unchanged(row);
            else yield return change;
            first = end;
        }
    }

    bool IsSo(ReadOnlySpan<int> rows, string?[] there)
    {
        foreach (var given in _given)
            if (Last(rows, given.Position) is { } value && value != (there[given.There] ?? "")) return false;
        return true;
    }

    RowEffect Effect(ContactRows change, int row)
    {
        if (!_there.TryGetValue(change.Email, out var there))
            return new RowEffect(WriteOperation.Insert) { Brings = change.Rows.Span[0] == row ? [ContactChange.NewContact] : null };
        var said = _rows.Show(row); // Of a column that no load changes, such as the key, it says what is there.
        return new RowEffect(WriteOperation.Update, [.. request.Columns.Select((_, i) =>
            i == _email
                ? change.Email
                : Array.FindIndex(_given, g => g.Position == i) is >= 0 and var given ? there[_given[given].There] : said[i])]);
    }

    void WriteValues(Utf8JsonWriter json, ReadOnlySpan<int> rows, Func<(int Position, string Field, int There), string> name)
    {
        foreach (var given in _given)
            if (Last(rows, given.Position) is { } value) json.WriteString(name(given), value);
    }

    /// <summary>The last value that the rows give to a column, or null.</summary>
    string? Last(ReadOnlySpan<int> rows, int position)
    {
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            var (batch, index) = _rows.Find(rows[i]);
            if (!batch[position].IsNull(index)) return batch[position].Texts[index];
        }
        return null;
    }
}
