using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>Columns that ActiveCampaign fills by itself: they can be read, and not written.</summary>
internal static class ReadOnlyColumns
{
    /// <summary>A text.</summary>
    public static Column Text(string name, string about = "") => Column.Text(name) with { ReadOnly = true, Description = about };

    /// <summary>A whole number.</summary>
    public static Column Number(string name, string about = "") => Column.BigInt(name) with { ReadOnly = true, Description = about };

    /// <summary>The id of a row of another table.</summary>
    public static Column Id(string name, string table, string about = "") => Number(name, about) with { References = table };

    /// <summary>A truth value.</summary>
    public static Column Flag(string name, string about = "") => Column.Boolean(name) with { ReadOnly = true, Description = about };

    /// <summary>A number with a fraction.</summary>
    public static Column Fraction(string name, string about = "") => Column.Double(name) with { ReadOnly = true, Description = about };

    /// <summary>An instant that names its zone.</summary>
    public static Column Time(string name, string about = "") => Column.Timestamp(name) with { ReadOnly = true, Description = about };

    /// <summary>When the row was created.</summary>
    public static Column Created(string name) => Time(name, "When it was created") with { IsCreationTime = true };

    /// <summary>When the row was last changed.</summary>
    public static Column Changed(string name) => Time(name, "When it was last changed");

    /// <summary>
    /// An instant by the clocks of Chicago. The columns with <c>utc</c> in their names hold it too: recorded in 2020, where a server's date
    /// gave it away.
    /// </summary>
    public static Column Clock(string name, string about = "") => Time(name, about) with { Times = UsCentral.Times };

    /// <summary>A JSON value.</summary>
    public static Column Json(string name, string about = "") => Column.Json(name) with { ReadOnly = true, Description = about };

    /// <summary>A list of texts.</summary>
    public static Column Texts(string name, string about = "") => Column.TextList(name) with { ReadOnly = true, Description = about };

    /// <summary>Ids of rows of another table.</summary>
    public static Column Ids(string name, string about = "") => Column.BigIntList(name) with { ReadOnly = true, Description = about };

    /// <summary>Of use to few: it must be asked for by name.</summary>
    public static Column Aside(Column column) => column with { Hidden = true };

    /// <summary>Several columns of use to few.</summary>
    public static IEnumerable<Column> Aside(params IEnumerable<Column> columns) => columns.Select(Aside);

    /// <summary>When and by whom the row was created and last changed, as the database notes it.</summary>
    public static IReadOnlyList<Column> Stamps { get; } =
    [
        .. Aside(Clock("created_timestamp"), Clock("updated_timestamp"), Id("created_by", "users"), Id("updated_by", "users")),
    ];

    /// <summary>The times of <see cref="Stamps"/> without the users.</summary>
    public static IReadOnlyList<Column> Times { get; } = [.. Stamps.Take(2)];
}
