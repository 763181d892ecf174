using System.Text;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Records;

/// <summary>The words in which columns are declared.</summary>
internal static class Columns
{
    public static Column Text(string name, string? byDefault = "") => new(name, Kind.Text) { Default = byDefault };

    public static Column Number(string name, long? byDefault = 0) => new(name, Kind.Number) { Default = byDefault };

    public static Column Flag(string name, bool byDefault = false) => new(name, Kind.Flag) { Default = byDefault ? 1L : 0L };

    public static Column Real(string name, long? byDefault = null) => new(name, Kind.Real) { Default = byDefault };

    public static Column Bool(string name, bool byDefault = false) => new(name, Kind.Bool) { Default = byDefault };

    public static Column Reference(string name, long? byDefault = null) => new(name, Kind.Reference) { Default = byDefault };

    public static Column Json(string name) => new(name, Kind.Json);

    /// <summary>A moment that is kept of itself; <see cref="Created"/> and its sisters show the row's own.</summary>
    public static Column Moment(string name) => new(name, Kind.Moment);

    public static Column Id() => new("id", Kind.Id) { Shown = Shown.Always, IsSent = false };

    /// <summary>The id as a true number, as some newer services give it.</summary>
    public static Column RealId() => new("id", Kind.Real) { Shown = Shown.Always, IsSent = false, Read = (_, row) => row.Id };

    public static Column Links(params string[] relations) =>
        new("links", Kind.Links) { Shown = Shown.Always, IsSent = false, Relations = relations };

    /// <summary>When the row was made, in Central time; POST shows it too.</summary>
    public static Column Created(string name) => Time(name, Kind.Moment, Shown.Always, row => row.Created);

    public static Column Updated(string name) => Time(name, Kind.Moment, Shown.Always, row => row.Updated);

    public static Column CreatedStamp(string name) => Time(name, Kind.Stamp, Shown.Rows, row => row.Created);

    public static Column UpdatedStamp(string name) => Time(name, Kind.Stamp, Shown.Rows, row => row.Updated);

    public static Column CreatedUtc(string name) => Time(name, Kind.Utc, Shown.Always, row => row.Created);

    public static Column UpdatedUtc(string name) => Time(name, Kind.Utc, Shown.Always, row => row.Updated);

    /// <summary>A value that the row does not keep; nobody sends it.</summary>
    public static Column Computed(string name, Kind kind, Func<Store, Record, object?> read) =>
        new(name, kind) { IsSent = false, Read = (store, row) => read(store, (Record)row) };

    /// <summary>Links that do not all lie under the row.</summary>
    public static Column LinksTo(params (string Name, Func<Record, string> Path)[] links) => new("links", Kind.Json)
    {
        IsSent = false,
        Shown = Shown.Always,
        ReadAt = (address, row) => (Action<PhpJson>)(json =>
        {
            json.BeginObject();
            var root = address.GetLeftPart(UriPartial.Authority) + "/api/3/";
            foreach (var (name, path) in links) json.Name(Encoding.UTF8.GetBytes(name)).Text(root + path((Record)row));
            json.EndObject();
        }),
    };

    /// <summary>A value of a typed row, which keeps it itself.</summary>
    public static Column Of<TRow>(string name, Kind kind, Func<TRow, object?> read)
        where TRow : class, IRow => new(name, kind) { Read = (_, row) => read((TRow)row) };

    /// <summary>Refuses POST without it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="title">What the API says then.</param>
    public static Column Required(this Column column, string title) => column with { Missing = title };

    public static Column In(this Column column, Shown shown) => column with { Shown = shown };

    /// <summary>Shown by POST also when it was not sent.</summary>
    public static Column Echoed(this Column column) => column with { Shown = column.Shown | Shown.Created };

    public static Column ReadOnly(this Column column) => column with { IsSent = false };

    /// <summary>Recorded, and gone since: a switch decides whether it shows.</summary>
    public static Column Gone(this Column column) => column with { Went = Ages.August2026 };

    /// <summary>In answers since a day.</summary>
    public static Column Since(this Column column, DateOnly day) => column with { Came = day };

    /// <summary>In answers before a day, where another column of the name is in its place today.</summary>
    public static Column Before(this Column column, DateOnly day) => column with { Went = day, IsReplaced = true };

    /// <summary>Before all else that was sent in what POST answers, until a day.</summary>
    public static Column First(this Column column, DateOnly until) => column with { LedUntil = until };

    public static Column Renamed(this Column column) => column with { IsRenamed = true };

    public static Column AlsoSentAs(this Column column, params string[] names) => column with { Aliases = names };

    public static Column ShownAsKept(this Column column) => column with { ShowsKept = true };

    static Column Time(string name, Kind kind, Shown shown, Func<IDated, object?> read) =>
        new(name, kind) { IsSent = false, Shown = shown, Read = (_, row) => read((IDated)row) };
}
