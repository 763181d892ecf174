using System.Text.Json;

namespace Koppel.Sdk.Loading;

/// <summary>A call of a journal that is being made, and what became of its rows so far.</summary>
/// <param name="journal">The journal.</param>
/// <param name="call">The call.</param>
public sealed class OpenCall(IWriteJournal journal, JournalCall call)
{
    readonly List<Reject> _rejects = [];
    readonly Dictionary<long, string> _keys = [];
    CallState _state = call.State;
    string? _token = call.State == CallState.Accepted ? call.Token : null;
    int _changed;
    int _unchanged;
    string? _created;
    string _keyColumn = "";

    /// <summary>Such as <c>POST /tickets/many</c>.</summary>
    public string Route => call.Route;

    /// <summary>How many parts it has.</summary>
    public int Parts { get; internal set; }

    /// <summary>
    /// The remote system's name for the work, when it took the call in an earlier life of the load; null otherwise, and once it is sent
    /// again.
    /// </summary>
    public string? Token => _token;

    /// <summary>Is cancelled when nothing further is to be sent.</summary>
    public CancellationToken Stopping => journal.Stopping;

    /// <summary>An attempt in an earlier life of the load may have been made.</summary>
    public bool WasSent => call.State == CallState.Sent;

    /// <summary>Something of it may have been done.</summary>
    public bool MayHaveHappened { get; set; } = call.State != CallState.Planned;

    /// <summary>What became of some of its parts is known.</summary>
    public bool IsPartlyKnown => _changed + _unchanged + _rejects.Count > 0;

    /// <summary>It is about to be sent. Recorded before the first attempt, and behind one that was accepted.</summary>
    public void Sending()
    {
        if (_state == CallState.Sent) return;
        journal.Sending(call.Number);
        (_state, _token) = (CallState.Sent, null);
    }

    /// <summary>The remote system took all parts of it together and works on them.</summary>
    /// <param name="token">The remote system's name for the work.</param>
    public void Accepted(string token)
    {
        journal.Accepted(call.Number, token);
        _state = CallState.Accepted;
    }

    /// <summary>A part was accepted: its rows changed what they say, but for those that say it again.</summary>
    /// <param name="part">The part.</param>
    /// <param name="created">The key of what was created, or null.</param>
    public void Accept(JsonElement part, string? created = null)
    {
        _created = _changed + _unchanged == 0 ? created : null;
        foreach (var row in Rows(part).EnumerateArray())
        {
            if (row.TryGetProperty(JournalRows.Again, out _)) _unchanged++;
            else _changed++;
        }
    }

    /// <summary>A part was accepted as <see cref="Accept"/> says, and the key of its row is known.</summary>
    /// <param name="part">The part.</param>
    /// <param name="column">The key's column.</param>
    /// <param name="key">The key.</param>
    public void AcceptAs(JsonElement part, string column, string key)
    {
        Accept(part);
        _keyColumn = column;
        foreach (var row in Rows(part).EnumerateArray())
            if (!row.TryGetProperty(JournalRows.Again, out _)) _keys[row.GetProperty("row").GetInt64()] = key;
    }

    /// <summary>A part was already as it should be.</summary>
    public void Unchanged(JsonElement part) => _unchanged += Rows(part).GetArrayLength();

    /// <summary>A part was not accepted.</summary>
    public void Reject(JsonElement part, RejectCause cause) => _rejects.AddRange(JournalRows.Reject(Rows(part), cause));

    /// <summary>All is known, and recorded.</summary>
    internal void Done() =>
        journal.Done(call.Number,
            new CallResult(
                _changed, _unchanged, _rejects) { Created = _keys.Count > 0 ? new CreatedKeys(_keyColumn, _keys).Write() : _created });

    /// <summary>It cannot go on. When nothing of it can have happened, it waits again; otherwise the doubt stays.</summary>
    internal void Withdraw()
    {
        if (_state == CallState.Sent && !MayHaveHappened) journal.Withdrawn(call.Number);
    }

    static JsonElement Rows(JsonElement part) => part.GetProperty("rows");
}
