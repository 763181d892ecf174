using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Results whose next pages may be asked for: two days long, the latest ones. Callers hold the org's lock.</summary>
internal sealed class Cursors(OrgData org)
{
    const string Prefix = "0r8";
    const int MostRows = 5_000_000;
    static readonly TimeSpan Life = TimeSpan.FromDays(2);

    readonly Queue<Cursor> _cursors = new();
    int _generation;
    int _last;
    long _rows;

    /// <summary>Keeps a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="page">How many rows its pages have.</param>
    public Cursor Keep(QueryResult result, int page)
    {
        Forget();
        var cursor = new Cursor(++_last, result, page, org.Clock.Now + Life);
        _cursors.Enqueue(cursor);
        _rows += result.Rows.Count;
        while (_rows > MostRows && _cursors.Count > 1) _rows -= _cursors.Dequeue().Result.Rows.Count;
        return cursor;
    }

    /// <summary>How the rest of a result is called.</summary>
    public static string LocatorOf(Cursor cursor, int from) => FormattableString.Invariant($"{IdText.Of(Prefix, cursor.Number)}-{from}");

    /// <summary>A result and where to go on in it.</summary>
    /// <exception cref="SalesforceFault">It is not kept any more, or never was.</exception>
    public (Cursor Cursor, int From) Find(string locator)
    {
        Forget();
        var dash = locator.IndexOf('-', StringComparison.Ordinal);
        var id = dash > 0 ? IdText.Parse(locator[..dash]) : null;
        var number = id?.StartsWith(Prefix, StringComparison.Ordinal) == true ? IdText.NumberOf(id) : 0;
        var cursor = _cursors.FirstOrDefault(one => one.Number == number);
        return cursor is not null && int.TryParse(locator.AsSpan(dash + 1), out var from) && from >= 0 && from < cursor.Result.Rows.Count
            ? (cursor, from)
            : throw new SalesforceFault(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }

    void Forget()
    {
        var isOld = _generation != org.Generation;
        while (_cursors.TryPeek(out var oldest) && (isOld || oldest.Ends < org.Clock.Now)) _rows -= _cursors.Dequeue().Result.Rows.Count;
        _generation = org.Generation;
    }
}

/// <param name="Number">Its number, from 1.</param>
/// <param name="Result">The whole result.</param>
/// <param name="Page">How many rows a page has.</param>
/// <param name="Ends">Until when it is kept.</param>
internal sealed record Cursor(int Number, QueryResult Result, int Page, DateTime Ends);
