using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>
/// Writes many rows of a declared table in a call; its parts are what is kept of the calls for one row that it stands for. (1) A row that
/// is left alone goes by its own call, whose answer tells the fault. (2) New rows that may have been written are settled by looking which
/// are there; a change or a removal is simply sent again. (3) The first call is held against what is there afterwards: when it did nothing,
/// such calls are not made again, and all goes one row a call.
/// <code>{"bulk":"delete","items":[{"rows":[{"row":1,"values":["5"],"op":"delete"}],"key":5}]}</code>
/// </summary>
internal sealed class BulkKind(WritableRestSource source, WriteOperation operation) : ICallKind
{
    static readonly RejectCause DidNothing = new(RejectCode.NotTaken, "The call for many rows did nothing.", "Load them one by one.");

    readonly InsertKind _inserts = new(source);
    readonly RequestKind _requests = new(source.Account, source.BasePath);
    volatile Effect _effect = Effect.Unknown;

    public CallKind Kind => NameOf(operation);

    RestTable Table => source.Table;

    /// <summary>The name of the kind that does so with rows.</summary>
    public static CallKind NameOf(WriteOperation operation) => new($"bulk-{operation.ToWord()}");

    public IReadOnlyList<JsonElement> Read(JsonElement content) => [.. content.GetProperty("items").EnumerateArray()];

    /// <summary>Writes it.</summary>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="items">The contents of the single calls.</param>
    public static ReadOnlyMemory<byte> Write(WriteOperation operation, IEnumerable<ReadOnlyMemory<byte>> items) => CallContent.Write(json =>
    {
        json.WriteString("bulk", operation.ToWord());
        json.WriteArray("items", items, item => json.WriteRawValue(item.Span, skipInputValidation: true));
    });

    /// <summary>
    /// Whether the first call of a load is followed by a look at one of its rows. Systems are known that answer "done" to what they did not
    /// understand; of an update it cannot be told, since a row may have had the value before.
    /// </summary>
    public static bool IsChecked(RestTable table, WriteOperation operation, string lookup) =>
        operation != WriteOperation.Update && ScanPlanner.LookupCalls(table, lookup, 1) is not null;

    public async Task<CallAnswer> SendAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, bool inDoubt, CancellationToken cancellationToken)
    {
        if (parts.Count == 1) return await SendOneAsync(call, parts[0], inDoubt, cancellationToken);
        if (_effect == Effect.None) return new CallAnswer(DidNothing);
        var response = await call.SendAsync(source.Account.Client, Request(parts), cancellationToken);
        if (!response.IsSuccess) return new CallAnswer(RestErrors.Cause(response), response.AfterDoubt);
        response.Json().Dispose(); // Half an answer, or a page of somebody else's, is no answer.
        if (IsOnTrial(parts)) _effect = await IsDoneAsync(parts[^1], cancellationToken) ? Effect.Done : Effect.None;
        if (_effect == Effect.None) return new CallAnswer(DidNothing, InDoubt: true);
        foreach (var part in parts) call.Accept(part);
        return CallAnswer.Entered;
    }

    public bool IsOnTrial(IReadOnlyList<JsonElement> parts) =>
        _effect == Effect.Unknown
        && IsChecked(Table, operation, operation == WriteOperation.Insert ? parts[0].GetProperty("by").GetString()! : Table.Key.Name);

    public Task<IReadOnlyList<JsonElement>?> SettleAsync(
        OpenCall call, IReadOnlyList<JsonElement> parts, CancellationToken cancellationToken) =>
        operation == WriteOperation.Insert
            ? _inserts.SettleAsync(call, parts, cancellationToken) : Task.FromResult<IReadOnlyList<JsonElement>?>(null);

    Task<CallAnswer> SendOneAsync(OpenCall call, JsonElement part, bool inDoubt, CancellationToken cancellationToken) =>
        operation == WriteOperation.Insert
            ? _inserts.SendAsync(call, [part], inDoubt, cancellationToken)
            : _requests.SendAsync(call, RequestKind.Of(Table.CallOf(operation)!, part), part, inDoubt, cancellationToken);

    /// <summary>Whether a row was written: it is there, or gone. A row that is not so yet is looked at again a little later.</summary>
    async Task<bool> IsDoneAsync(JsonElement part, CancellationToken cancellationToken)
    {
        if (await IsSoAsync(part, cancellationToken)) return true;
        await source.Account.Client.DelayAsync(InsertKind.UnderWay, cancellationToken);
        return await IsSoAsync(part, cancellationToken);
    }

    async Task<bool> IsSoAsync(JsonElement part, CancellationToken cancellationToken)
    {
        if (operation == WriteOperation.Insert) return await _inserts.IsThereAsync(part, cancellationToken);
        var plan = source.Plan(new ScanRequest
        {
            Columns = [Table.Key], Predicates = [new Predicate.In(Table.Key.Name, [KeyOf(part).ToString()])],
        });
        await foreach (var batch in source.ScanAsync(plan, cancellationToken))
            if (batch.Count > 0) return false;
        return true;
    }

    RestRequest Request(IReadOnlyList<JsonElement> parts)
    {
        var call = Table.BulkCallOf(operation)
            ?? throw new InvalidOperationException($"{Table.Name} has no call to {operation.ToWord()} many rows.");
        if (call.Keys is null) return new RestRequest(call.Method, call.Path) { Pattern = call.Path, Body = Array(parts) };
        var path = UrlPath.Of(call.Path);
        foreach (var part in parts) path.Query(call.Keys, KeyOf(part).ToString());
        return new RestRequest(call.Method, path.ToString()) { Pattern = call.Path };
    }

    ReadOnlyMemory<byte> Array(IReadOnlyList<JsonElement> parts) => CallContent.Bytes(json => json.WriteArray(null, parts, part =>
    {
        if (operation == WriteOperation.Insert)
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(part.GetProperty("item")), skipInputValidation: true);
        else WriteChange(json, part);
    }));

    /// <summary>The key and the values, without the envelope of a single call.</summary>
    void WriteChange(Utf8JsonWriter json, JsonElement part) => json.WriteObject(null, () =>
    {
        json.WritePropertyName(JsonField.NameOf(Table.Key));
        KeyOf(part).WriteTo(json);
        var body = part.GetProperty("body");
        var row = Table.Update!.EnvelopeOf(Table) is { } envelope ? body.GetProperty(envelope) : body;
        foreach (var value in row.EnumerateObject()) value.WriteTo(json);
    });

    /// <summary>The key, a number or a text.</summary>
    static JsonElement KeyOf(JsonElement part) => part.GetProperty("key");

    /// <summary>What is known of the call.</summary>
    enum Effect
    {
        /// <summary>Nothing yet.</summary>
        Unknown,

        /// <summary>It does what it should.</summary>
        Done,

        /// <summary>It is answered as done, and does nothing.</summary>
        None,
    }
}
