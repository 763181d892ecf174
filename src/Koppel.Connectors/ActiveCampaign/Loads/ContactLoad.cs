using System.Globalization;
using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>
/// Loads what belongs to contacts: (1) the contacts that the rows name are read with it, a hundred a call, unless they came with the rows,
/// (2) all rows of a contact become one wanted contact, (3) what is already there is left alone, (4) the rest of a contact travels as one
/// row of an import. An import is on its way as soon as it is full, while contacts are still being read.
/// </summary>
internal sealed class ContactLoad : IWriteSession
{
    /// <summary>Below so many contacts, single calls are as good as an import, and sooner done.</summary>
    const int FewContacts = 10;

    /// <summary>So many new accounts are named one by one: of tags there are few, of accounts as many as contacts.</summary>
    const int ShownAccounts = 20;

    readonly Sources _sources;
    readonly WriteRequest _request;
    readonly NameDirectories _names;
    readonly IWantedRows _wanted;
    readonly ContactKey _key;
    readonly ContactDifference _difference;
    readonly LoadRows _load;
    readonly HashSet<string> _brought = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> _newTags = [];
    readonly List<string> _newAccounts = [];
    readonly HashSet<long> _needed = []; // The first rows of batches that are kept to the end.
    ImportPlanner? _imports;
    bool _isTold; // Contacts come with their rows, or are known not to be there.
    bool _isSmall = true;
    long _changes;
    long _created;
    long _comesBack;
    long _comesBackToLists; // A call for each.
    long _joined;
    long _left;

    public ContactLoad(Sources sources, WriteRequest request, NameDirectories names, IWantedRows wanted, ContactKey key)
    {
        (_sources, _request, _names, _wanted, _key, _load) = (sources, request, names, wanted, key, new LoadRows(request));
        _difference = new ContactDifference(sources.Account, names.Tags, names.Lists, names.Accounts);
    }

    public void Observe(string table, RowBatch rows)
    {
        if (PlansAlone) return; // What is there comes with the rows.
        foreach (var contact in ContactReader.ReadNames(rows)) _key.Know(contact);
    }

    RowStore Rows => _load.Store;

    public bool PlansAlone => _wanted.IsPlain && (AreNew || _request.Operation == WriteOperation.Update);

    public bool PlanEarly(IWriteJournal journal)
    {
        _isTold = PlansAlone;
        if (_isTold || !_wanted.IsPlain) _imports = Begin(journal);
        return _imports is not null;
    }

    public async ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default)
    {
        await _load.AddAsync(rows);
        _isTold &= AreNew || rows.Before is not null;
        if (!_isTold) return;
        var (first, kept) = ((int)(Rows.Count - rows.Count + 1), _imports!.Kept);
        for (var r = 0; r < rows.Count; r++)
            Take(rows.Before is { } before ? ContactReader.ReadChanged(before, r) : null, [first + r]);
        if (_imports.Kept > kept) _needed.Add(first);
        Rows.Release(_imports.FirstOpen, _needed.Contains);
    }

    public async ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default)
    {
        _imports ??= Begin(journal);
        if (Rows.Count > 0 && !_isTold)
        {
            await _names.LoadAsync(_wanted.Parts, Accounts(), cancellationToken);
            var reader = new ContactReader(_sources.Details, _wanted.Parts);
            await foreach (var (there, rows) in _key.ReadAsync(
                reader, Rows, page => _names.Accounts.LoadAsync(page.Select(c => c.Account?.Account).OfType<long>(), cancellationToken),
                cancellationToken)) Take(there, rows);
        }
        return _imports.Finish(_isSmall && _changes < FewContacts, [.. Created()], [.. Notes()], _created, [.. Lasting()]);
    }

    public ValueTask DisposeAsync()
    {
        _imports?.Dispose();
        return ValueTask.CompletedTask;
    }

    ImportPlanner Begin(IWriteJournal journal) => new(_sources.Account, _load, journal)
    {
        WriteContact = (json, change) => change.What!.WriteImport(json),
        Singles = change => [
            new SingleCall(change.Rows.ToArray(),
                change.What!.NeedsImport
                    ? [ContactCall.Sync(change.Email, change.What.WriteSync), .. change.What.Calls]
                    : change.What.Calls)],
        Effect = Effect,
        KindOf = change => IsInsert(change.What!) ? WriteOperation.Insert : WriteOperation.Update,
    };

    bool IsUpdate => _request.Operation == WriteOperation.Update;

    /// <summary>Whether a contact may come into being on the way. An update means one that was there; it may be gone since.</summary>
    bool MayCreate => !IsUpdate && _sources.Account.CreateContacts;

    /// <summary>Whether no row's address is that of a contact.</summary>
    bool AreNew => _request is { AreNew: true, IdentifiedBy: [ContactColumns.Email] };

    /// <summary>The names of accounts that rows speak of.</summary>
    HashSet<string> Accounts()
    {
        var account = _request.IndexOf(ContactColumns.Account);
        return Rows.Rows.Select(r => r.Batch.Text(account, r.Index)?.Trim()).Where(name => name is { Length: > 0 })
            .ToHashSet(StringComparer.OrdinalIgnoreCase)!;
    }

    /// <summary>All rows of one contact, or rows whose contact is not there.</summary>
    void Take(ContactState? there, IReadOnlyList<int> rows)
    {
        var (wanted, taken) = (new WantedContact(), new List<int>());
        foreach (var row in rows)
        {
            if (Read(there, row, out var its) is { } cause)
            {
                _load.Books.Reject(row, cause);
                continue;
            }
            if (taken.Count == 0) wanted = its;
            else wanted.Take(its);
            taken.Add(row);
        }
        if (taken.Count > 0) Send(there, _key.EmailOf(Rows, taken[0], there), wanted, taken);
    }

    RejectCause? Read(ContactState? there, int row, out WantedContact wanted)
    {
        wanted = new WantedContact();
        var (batch, index) = Rows.Find(row);
        if (_key.Fault(batch, index, there) is { } fault) return fault;
        if (there is null && !_wanted.CreatesContacts && !MayCreate)
            return new RejectCause(RejectCode.ContactUnknown, $"There is no contact with the address {_key.EmailOf(Rows, row, there)}.",
                $"Load it into contacts first{(IsUpdate ? "" : ", or set create_contacts = on")}.");
        return _wanted.Read(batch, index, wanted) ?? _difference.Refuse(there, wanted);
    }

    void Send(ContactState? there, string email, WantedContact wanted, List<int> rows)
    {
        var change = _difference.Of(email, there, wanted);
        if (change.IsEmpty)
        {
            foreach (var row in rows) _load.Books.Unchanged(row);
            return;
        }
        if (!_sources.Account.RunAutomations && change.Calls.Any(c => c.StartsAutomations))
        {
            var cause = new RejectCause(RejectCode.AutomationsSkipped,
                $"{email} can only be changed so by a call that cannot keep automations still.", "Set automations = run to load it.");
            foreach (var row in rows) _load.Books.Reject(row, cause);
            return;
        }
        if (there is not null && rows.Count > 1 && !_wanted.IsPlain)
            foreach (var row in rows.Where(r => _difference.Of(email, there, Wanted(r)).IsEmpty)) _load.Books.Unchanged(row);
        int[] open = [.. rows.Where(r => !_load.Books.IsSettled(r))];
        if (open.Length == 0) open = [.. rows]; // Each alone changes nothing, all together do: they cannot be told apart.
        MarkRepeats(open);
        _changes++;
        _isSmall &= change.FitsSync || !change.NeedsImport;
        if (there is null) _created++;
        var lists = ContactDifference.ComesBack(there, wanted);
        _comesBackToLists += lists;
        if (lists > 0) _comesBack++;
        _joined += change.Subscribe.Count;
        _left += change.Unsubscribe.Count;
        _imports!.Add(
            new ContactRows(email, open) { What = change with { Creates = Creates(change, email), Brings = [.. Brings(change)] } });
    }

    /// <summary>What an accepted row wants.</summary>
    WantedContact Wanted(int row)
    {
        var (batch, index) = Rows.Find(row);
        var wanted = new WantedContact();
        _wanted.Read(batch, index, wanted);
        return wanted;
    }

    void MarkRepeats(int[] rows)
    {
        if (rows.Length < 2 || _wanted.IsPlain) return;
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
            if (!said.Add(string.Join('\u001f', Rows.Show(row).Select(v => v ?? "\u0000")))) _imports!.Again.Add(row);
    }

    bool IsInsert(ContactChange change) => _wanted.IsAlwaysInsert || (change.There is null && _wanted.CreatesContacts);

    RowEffect Effect(ContactRows change, int row)
    {
        var isFirst = change.Rows.Span[0] == row;
        var (creates, brings) = isFirst ? (change.What!.Creates, change.What.Brings) : (null, null);
        if (IsInsert(change.What!)) return new RowEffect(WriteOperation.Insert, Creates: creates) { Brings = brings };
        var (batch, index) = Rows.Find(row);
        var (now, after) = (batch.Project(index, _request.Columns), batch.Project(index, _request.Columns));
        _wanted.Now(change.What!.There, now);
        _wanted.After(change.What.There, Wanted(row), after);
        var said = after.Show(0);
        return new RowEffect(WriteOperation.Update, now.Show(0), creates)
        {
            Brings = brings,
            After = said.SequenceEqual(batch.Show(index)) ? null : said,
        };
    }

    /// <summary>What comes into being with a change, when no change before it brought it.</summary>
    List<Creation> Creates(ContactChange change, string email)
    {
        var creates = new List<Creation>();
        if (change.There is null && !_wanted.CreatesContacts) creates.Add(new Creation("contacts", "email", email));
        foreach (var tag in NewTags(change).Where(t => _brought.Add($"tag {t}")))
        {
            creates.Add(new Creation("tags", "tag", tag));
            _newTags.Add(tag);
        }
        if (NewAccount(change) is { } account && _brought.Add($"account {account}"))
        {
            creates.Add(new Creation("accounts", "name", account));
            _newAccounts.Add(account);
        }
        return creates;
    }

    /// <summary>What is there once a change is done, whichever change of the load is the first to bring it.</summary>
    IEnumerable<Brought> Brings(ContactChange change)
    {
        if (change.There is null) yield return ContactChange.NewContact;
        foreach (var tag in NewTags(change)) yield return new Brought("tag", tag);
        if (NewAccount(change) is { } account) yield return new Brought("account", account);
    }

    IEnumerable<string> NewTags(ContactChange change) => change.Tags.Where(t => _names.Tags.Find(t) is < 0);

    string? NewAccount(ContactChange change) =>
        change.Account is { } account && _names.Accounts.Find(account) is null ? account : null;

    IEnumerable<string> Created() =>
    [
        .. _newTags.Select(t => CreationText.Of("tag", t)),
        .. _newAccounts.Count <= ShownAccounts
            ? _newAccounts.Select(a => CreationText.Of("account", a))
            : [CreationText.Of("account", _newAccounts.Count)],
        .. _created == 0 ? [] : (IEnumerable<string>)[CreationText.Of("contact", _created)],
    ];

    IEnumerable<Note> Notes()
    {
        if (_comesBack > 0)
            yield return new Note(
                $"{Number(_comesBack, "contact comes", "contacts come")} back to a list that {(_comesBack == 1 ? "it" : "they")} had left "
                    + $"(resubscribe = true on {_sources.Account.Connection}), "
                    + (_comesBackToLists == _comesBack ? "a call each" : $"{_comesBackToLists} calls"), Note.Returns,
                ("n", _comesBack.ToString(CultureInfo.InvariantCulture)), ("connection", _sources.Account.Connection));
        foreach (var note in NearNames.Notes(_newTags, _names.Tags)) yield return note;
    }

    IEnumerable<Note> Lasting()
    {
        if (_joined > 0)
            yield return new Note(
                "no call takes a contact off a list without a trace: an undo unsubscribes whom this load subscribes", "lists-keep-traces");
        if (_left > 0)
            yield return new Note(
                "whom this load unsubscribes an undo can only subscribe again with resubscribe = true", "unsubscribed-stay");
        if (_newTags.Count + _newAccounts.Count > 0)
            yield return new Note(
                "tags and accounts that are created stay when the run is undone, unless koppel undo is given --delete-created",
                "names-stay");
    }

    static string Number(long count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
