using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>
/// The custom fields of one kind of row, read when a statement first needs them and kept for a while: they change seldom. A statement that
/// speaks of the fields themselves makes them be read again.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="list">The list of the API that holds them.</param>
/// <param name="read">Turns a page of the list into fields.</param>
internal sealed class FieldDirectory(Account account, string list, Func<JsonElement, IEnumerable<CustomField>> read)
{
    /// <summary>
    /// So long what was read is taken to be so: long enough for a script, short enough for somebody who adds a field beside it.
    /// </summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    const int PageSize = 100;

    readonly KeptValue<IReadOnlyList<CustomField>> _kept =
        account.Environment.Shared?.Get($"{account.Connection} {list}", () => New(account)) ?? New(account);

    /// <summary>The fields.</summary>
    /// <exception cref="ConnectorException">They cannot be read.</exception>
    public Task<IReadOnlyList<CustomField>> AllAsync(CancellationToken cancellationToken) => _kept.GetAsync(ReadAsync, cancellationToken);

    /// <summary>The fields as they were read last; null when they never were.</summary>
    public IReadOnlyList<CustomField>? Last => _kept.Last;

    /// <summary>What is known may be so no longer.</summary>
    public void Forget() => _kept.Forget();

    static KeptValue<IReadOnlyList<CustomField>> New(Account account) => new(account.Environment.Time, Fresh);

    async Task<IReadOnlyList<CustomField>> ReadAsync(CancellationToken cancellationToken)
    {
        var fields = new List<CustomField>();
        for (var offset = 0; await PageAsync(offset, fields, cancellationToken) == PageSize; offset += PageSize)
        {
        }
        return [.. fields.DistinctBy(f => f.Id)];
    }

    /// <summary>Reads a page; gives how many rows it held.</summary>
    async Task<int> PageAsync(int offset, List<CustomField> fields, CancellationToken cancellationToken)
    {
        var path = UrlPath.Of(list).Query("limit", PageSize.ToString(CultureInfo.InvariantCulture));
        if (offset > 0) path.Query("offset", offset.ToString(CultureInfo.InvariantCulture));
        var response =
            await account.Client.SendAsync(new RestRequest(HttpMethod.Get, path.ToString()) { Pattern = list }, cancellationToken);
        if (!response.IsSuccess)
            throw Fault(
                response, ConnectorErrorKind.Refused, $"{response.Route} answered {response.Status}: {RestErrors.Describe(response)}");
        using var document = response.Json();
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(list, out var rows)
            || rows.ValueKind != JsonValueKind.Array
            || rows.EnumerateArray().Any(r => r.ValueKind != JsonValueKind.Object))
            throw Fault(response, ConnectorErrorKind.BadAnswer,
                $"The answer to {response.Route} holds no list '{list}'. Run it again; if it stays so, the API has changed.");
        var before = fields.Count;
        fields.AddRange(read(document.RootElement));
        // A list that does not know where a page begins gives the first again.
        return before > 0 && fields.Skip(before).Any(f => fields.Take(before).Any(b => b.Id == f.Id)) ? 0 : rows.GetArrayLength();
    }

    static ConnectorException Fault(RestResponse response, ConnectorErrorKind kind, string message) =>
        new(kind, message) { Call = response.Route, Status = response.Status, Body = response.Excerpt };
}
