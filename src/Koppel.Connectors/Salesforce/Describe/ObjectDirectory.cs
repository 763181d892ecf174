using System.Collections.Concurrent;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Api;
using Koppel.Connectors.Salesforce.Soql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>
/// What an org says of its objects. All are listed by one call; what fields one has is asked when it is first used. What was told is taken
/// to be so for a minute; then Salesforce is asked whether it changed, which costs it little. Safe to use from many threads.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class ObjectDirectory(TimeProvider time) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    readonly Told<IReadOnlyList<ObjectSummary>> _list = new(time, Fresh, DescribeReader.Objects);
    readonly ConcurrentDictionary<string, Told<OrgObject>> _objects = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All objects whose rows can be read.</summary>
    /// <exception cref="ConnectorException">They cannot be listed.</exception>
    public async Task<IReadOnlyList<ObjectSummary>> ListAsync(Org org, CancellationToken cancellationToken) =>
        [.. (await _list.GetAsync(org, "sobjects", cancellationToken)
            ?? throw new ConnectorException(ConnectorErrorKind.NotFound,
                $"Salesforce (connection '{org.Connection}') has no list of objects at {org.Client.BaseAddress}. Check url of the "
                    + $"connection.")
            { Connection = org.Connection }).Where(o => o.Queryable)];

    /// <summary>The objects whose rows can be read, as they were listed last; null when they never were.</summary>
    public IReadOnlyList<ObjectSummary>? KnownList => _list.Last is { } list ? [.. list.Where(o => o.Queryable)] : null;

    /// <summary>The objects whose fields have been asked, as they were told last.</summary>
    public IReadOnlyList<OrgObject> KnownObjects =>
        [.. _objects.Values.Select(o => o.Last).OfType<OrgObject>().Where(o => o.Queryable)];

    /// <summary>An object with its fields, or null when there is none of that name whose rows can be read.</summary>
    /// <exception cref="ConnectorException">It cannot be asked.</exception>
    public async Task<OrgObject?> FindAsync(Org org, string name, CancellationToken cancellationToken) =>
        await DescribeAsync(org, name, cancellationToken) is { Queryable: true } found ? found : null;

    /// <summary>
    /// An object with its fields, or null when there is none of that name. It may be one whose fields can only be reached from other
    /// objects, as those of Name.
    /// </summary>
    /// <exception cref="ConnectorException">It cannot be asked.</exception>
    public async Task<OrgObject?> DescribeAsync(Org org, string name, CancellationToken cancellationToken)
    {
        if (!SoqlText.IsName(name) || name.Contains('.', StringComparison.Ordinal)) return null;
        var told = _objects.GetOrAdd(name, _ => new Told<OrgObject>(time, Fresh, DescribeReader.Object));
        return await told.GetAsync(org, $"sobjects/{name}/describe", cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _list.Dispose();
        foreach (var told in _objects.Values) told.Dispose();
    }

    /// <summary>What a resource says, with the mark by which Salesforce tells whether it changed.</summary>
    sealed class Told<T>(TimeProvider time, TimeSpan fresh, Func<JsonElement, T> read) : IDisposable where T : class
    {
        readonly KeptValue<T?> _kept = new(time, fresh);
        T? _last;
        string? _mark;

        public T? Last => _kept.Last;

        public Task<T?> GetAsync(Org org, string path, CancellationToken cancellationToken) =>
            _kept.GetAsync(cancel => ReadAsync(org, path, cancel), cancellationToken);

        public void Dispose() => _kept.Dispose();

        async Task<T?> ReadAsync(Org org, string path, CancellationToken cancellationToken)
        {
            var pattern = path.EndsWith("/describe", StringComparison.Ordinal) ? "sobjects/{object}/describe" : path;
            var headers = _mark is null || _last is null
                ? new Dictionary<string, string>() : new Dictionary<string, string> { ["If-None-Match"] = _mark };
            var response = await org.SendAsync(
                new RestRequest(HttpMethod.Get, path) { Pattern = pattern, Headers = headers }, cancellationToken);
            if (response.Status == 304) return _last;
            if (response.Status == 404) return _last = null;
            OrgErrors.Checked(response, org.Connection);
            using var document = OrgErrors.Json(response, org.Connection);
            try
            {
                _last = read(document.RootElement);
            }
            catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or ArgumentNullException)
            {
                throw OrgErrors.Odd(response, org.Connection, "describes no objects");
            }
            _mark = response.Headers("ETag").FirstOrDefault();
            return _last;
        }
    }
}
