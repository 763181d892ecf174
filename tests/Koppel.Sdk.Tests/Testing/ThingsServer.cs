using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Testing;

/// <summary>A server that holds a list of things with ids, and cuts it into pages in the ways that real ones do.</summary>
sealed class ThingsServer : IAsyncDisposable
{
    readonly Lock _lock = new();

    public ThingsServer(int count) => Ids = [.. Enumerable.Range(1, count).Select(i => i * 3L)];

    /// <summary>What is there.</summary>
    public SortedSet<long> Ids { get; }

    public StubServer Server { get; private set; } = null!;

    /// <summary>Whether answers tell how many there are. The default is true.</summary>
    public bool TellsTotal { get; init; } = true;

    /// <summary>The total counts only what is behind the key that was asked for. The default is false.</summary>
    public bool TotalIsBehindKey { get; init; }

    /// <summary>Pages hold at most so many. The default is 100.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>It gives everything from the offset on, whatever the limit.</summary>
    public bool IgnoresLimit { get; init; }

    /// <summary>It gives every page from the beginning.</summary>
    public bool IgnoresOffset { get; init; }

    /// <summary>It gives the rows of a page backwards.</summary>
    public bool IgnoresOrder { get; init; }

    /// <summary>Happens before a call is answered; it may change <see cref="Ids"/>.</summary>
    public Action<Received>? Before { get; set; }

    public int Calls => Server.Calls.Count;

    public static RestTable Table(Paging paging) => new("things", Item: "thing")
    {
        Path = "things",
        Paging = paging,
        Columns = [Column.Key("id"), Column.Text("name")],
        Filters = [Filter.Above("id", "id_greater"), Filter.Below("id", "id_less")],
    };

    public static Paging PagingOf(bool byKey) => byKey ? ByKey : ByOffset;

    public static Paging ByOffset => Paging.Offset(100) with { Total = "meta.total" };

    public static Paging ByKey => Paging.ByKey(100, "id_greater", "orders[id]", "ASC") with { Total = "meta.total" };

    /// <summary>Starts it with the ids 3, 6, 9 and so on.</summary>
    public static Task<ThingsServer> StartAsync(int count) => StartAsync(new ThingsServer(count));

    public static async Task<ThingsServer> StartAsync(ThingsServer things)
    {
        things.Server = await StubServer.StartAsync((context, call) => StubServer.Says(200, things.Answer(call))(context));
        return things;
    }

    string Answer(Received call)
    {
        lock (_lock)
        {
            Before?.Invoke(call);
            var (greater, less) = (Number(call, "id_greater") ?? long.MinValue, Number(call, "id_less") ?? long.MaxValue);
            if (call.Query.Count(q => q.Name == "id_greater") > 1) throw new InvalidOperationException("One parameter came twice.");
            var wanted = Ids.Where(i => i > greater && i < less).ToList();
            var limit = IgnoresLimit ? int.MaxValue : (int)Math.Min(Number(call, "limit") ?? 20, PageSize);
            var offset = IgnoresOffset ? 0 : (int)(Number(call, "offset") ?? 0);
            var page = wanted.Skip(offset).Take(limit).ToList();
            if (IgnoresOrder) page.Reverse();
            return JsonSerializer.Serialize(new
            {
                things = page.Select(i => new { id = i.ToString(CultureInfo.InvariantCulture), name = $"thing {i}" }),
                meta = TellsTotal
                    ? new { total = (TotalIsBehindKey ? wanted.Count : Ids.Count(i => i < less)).ToString(CultureInfo.InvariantCulture) }
                    : null,
            });
        }
    }

    static long? Number(Received call, string name) =>
        call.Parameter(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
