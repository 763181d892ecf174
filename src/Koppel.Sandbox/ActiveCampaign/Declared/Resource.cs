using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>
/// A resource of the API as data: its names, its columns in the order in which rows show them, and what can be done with it. What the
/// whole API does alike (envelopes, echoes, kinds, pages, 404) is in <see cref="ResourceCalls"/>; what only this one does is a hook.
/// </summary>
/// <param name="name">The path and the key of lists: <c>lists</c>.</param>
/// <param name="one">The key of one row: <c>list</c>.</param>
/// <param name="inner">What a 404 calls it: <c>_List</c>.</param>
/// <param name="columns">The columns.</param>
internal sealed class Resource(string name, string one, string inner, params Column[] columns)
{
    public string Name => name;

    public string One => one;

    public string Inner => inner;

    /// <summary>What its rows have and keep.</summary>
    public RecordShape Shape { get; } = new(name, one, columns);

    public IReadOnlyList<Column> Columns => Shape.Columns;

    public string Path { get => field ?? name; init; }

    public Verbs Verbs { get; init; } = Verbs.All;

    /// <summary>What POST answers: 201, with some 200.</summary>
    public int CreateStatus { get; init; } = 201;

    /// <summary>What POST answers where the sources do not agree, by a switch.</summary>
    public Func<SandboxOptions, int>? CreateAnswer { get; init; }

    public TotalKind Total { get; init; }

    /// <summary>Whether a list's <c>meta</c> tells the total behind all else.</summary>
    public bool IsTotalLast { get; init; }

    /// <summary>
    /// Whether only the vendor's reference tells what POST answers, and says 200, which was wrong wherever there is a recording.
    /// </summary>
    public bool IsCreateUnrecorded { get; init; }

    /// <summary>How many rows a page has when nobody says.</summary>
    public int Limit { get; init; } = 20;

    public Filter[] Filters { get; init; } = [];

    public Order[] Orders { get; init; } = [];

    public Sideload[] Sideloads { get; init; } = [];

    public Cascade[] Cascades { get; init; } = [];

    public Unique[] Uniques { get; init; } = [];

    public Nested[] Nested { get; init; } = [];

    /// <summary>Relations of contacts that have no list of their own under a contact's path, but that <c>include=</c> knows.</summary>
    public (string Name, Func<Store, Contact, IEnumerable<IRow>> Rows)[] Includes { get; init; } = [];

    /// <summary>Which rows a list shows at all; null for every one.</summary>
    public Func<Store, IRow, bool>? IsListed { get; init; }

    /// <summary>The columns that a row shows, where it shows less than others; null for all.</summary>
    public Func<Store, IRow, IReadOnlyList<string>?>? Only { get; init; }

    /// <summary>Refuses a write for a reason that is no data; null when it is well.</summary>
    public Func<Writing, Answer?>? Check { get; init; }

    /// <summary>Does what else a write does, after the values are stored and before the answer.</summary>
    public Action<Writing>? Saved { get; init; }

    /// <summary>What webhooks are told of a write; null for nothing.</summary>
    public Func<Writing, ContactEvent?>? Tells { get; init; }

    /// <summary>Does what else a deletion does, before the row goes.</summary>
    public Action<Store, IRow>? Deleting { get; init; }

    /// <summary>What DELETE answers; null for <c>{}</c>.</summary>
    public Func<Answer>? Deleted { get; init; }

    /// <summary>What an id that is not there is answered with; null for the usual 404.</summary>
    public Func<int, Answer>? NotFound { get; init; }

    /// <summary>Writes more members of a list's <c>meta</c>.</summary>
    public Action<ResourceSet, PhpJson>? Meta { get; init; }

    /// <summary>Writes more members of a list's <c>meta</c>, which tell of all rows that were found.</summary>
    public Action<ResourceSet, IReadOnlyList<IRow>, PhpJson>? MetaOfFound { get; init; }

    /// <summary>What stands in the answer to POST behind what was sent, in this order; null when it is the order of the columns.</summary>
    public IReadOnlyList<string>? CreatedOrder { get; init; }

    /// <summary>Whether the answer to POST has what was sent in the order of the columns, as newer services do.</summary>
    public bool EchoesInOrder { get; init; }

    /// <summary>Writes what stands behind the row in answers to POST and PUT; null for nothing.</summary>
    public Action<PhpJson>? WrittenMeta { get; init; }

    /// <summary>The rows that every account begins with.</summary>
    public Action<Store>? Begin { get; init; }

    /// <summary>Calls beyond the five verbs.</summary>
    public Func<ResourceSet, IEnumerable<Route>>? Calls { get; init; }

    /// <summary>How rows of a type of their own are kept; null for records in the store's table.</summary>
    public TypedRows? Typed { get; init; }

    /// <summary>The id by which a row's links name it, where that is not its own.</summary>
    public Func<IRow, int>? LinkId { get; init; }

    public Column Column(string column) => Shape.Column(column);

    /// <summary>Where a record keeps the value of a column.</summary>
    public int Slot(string column) => Shape.Slot(column);

    public IRows Rows(Store store) => Typed is null ? store.Table(this) : Typed.Rows(store);
}
