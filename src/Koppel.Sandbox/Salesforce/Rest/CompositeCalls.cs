using System.Text.Json;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Several calls in one, of which later ones may name what earlier ones answered.</summary>
internal sealed class CompositeCalls(OrgData org, RecordWriter writer, Func<SalesforceCall, SalesforceAnswer> answer)
{
    const int Most = 25;
    const int MostGraphs = 75;
    const int MostNodes = 500;

    public IEnumerable<SalesforceRoute> Routes() =>
        [new("POST", "composite", Composite), new("POST", "composite/graph", Graphs), new("POST", "composite/batch", Batch)];

    SalesforceAnswer Composite(SalesforceCall call)
    {
        var body = call.Json();
        var parts = Parts(body, "compositeRequest", Most);
        var allOrNone = SentJson.Member(body, "allOrNone") is { ValueKind: JsonValueKind.True };
        var answers = org.Use(() => Run(call, parts, allOrNone, out _));
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            Write(json, answers);
            json.WriteEndObject();
        });
    }

    SalesforceAnswer Graphs(SalesforceCall call)
    {
        var graphs = Parts(call.Json(), "graphs", MostGraphs);
        if (graphs.Sum(graph => Parts(graph, "compositeRequest", MostNodes).Count) > MostNodes)
            throw new SalesforceFault(400, "LIMIT_EXCEEDED", $"The graphs have more than {MostNodes} nodes.");
        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("graphs");
            foreach (var graph in graphs)
            {
                var isDone = false;
                var answers = org.Use(() => Run(call, Parts(graph, "compositeRequest", MostNodes), allOrNone: true, out isDone));
                json.WriteStartObject();
                json.WriteString("graphId", Text(graph, "graphId"));
                json.WriteStartObject("graphResponse");
                Write(json, answers);
                json.WriteEndObject();
                json.WriteBoolean("isSuccessful", isDone);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Calls that have nothing to do with each other.</summary>
    SalesforceAnswer Batch(SalesforceCall call)
    {
        var body = call.Json();
        var halts = SentJson.Member(body, "haltOnError") is { ValueKind: JsonValueKind.True };
        var (answers, hasErrors) = (new List<SalesforceAnswer>(), false);
        foreach (var part in Parts(body, "batchRequests", Most))
        {
            var one = hasErrors && halts ? SalesforceAnswer.Error(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request")
                : Answer(call, Text(part, "method"), $"{ApiVersions.Root}/{Text(part, "url").TrimStart('/')}",
                    SentJson.Member(part, "richInput"));
            answers.Add(one);
            hasErrors |= one.Status >= 400;
        }

        return SalesforceAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("hasErrors", hasErrors);
            json.WriteStartArray("results");
            foreach (var one in answers)
            {
                json.WriteStartObject();
                json.WriteNumber("statusCode", one.Status);
                json.WritePropertyName("result");
                WriteBody(json, one);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    IReadOnlyList<(string Reference, SalesforceAnswer Answer)> Run(
        SalesforceCall call, IReadOnlyList<JsonElement> parts, bool allOrNone, out bool isDone)
    {
        var answers = new List<(string Reference, SalesforceAnswer Answer)>();
        var references = new References();
        isDone = writer.Together(() =>
        {
            foreach (var part in parts)
            {
                var name = Text(part, "referenceId");
                var one = allOrNone && answers.Any(before => before.Answer.Status >= 400) ? Halted() : Part(call, part, references);
                answers.Add((name, one));
                references.Add(name, one);
            }

            return !allOrNone || answers.All(one => one.Answer.Status < 400);
        });
        return isDone ? answers : [.. answers.Select(one => one.Answer.Status < 400 ? (one.Reference, Halted()) : one)];
    }

    SalesforceAnswer Part(SalesforceCall call, JsonElement part, References references)
    {
        try
        {
            var body = SentJson.Member(part, "body") is { } sent ? references.Fill(sent) : (JsonElement?)null;
            return Answer(call, Text(part, "method"), references.Fill(Text(part, "url")), body);
        }
        catch (SalesforceFault fault)
        {
            return fault.Answer;
        }
    }

    SalesforceAnswer Answer(SalesforceCall call, string method, string url, JsonElement? body)
    {
        try
        {
            var inner = SalesforceCall.Of(method.ToUpperInvariant(), url, call.Headers,
                body is { } sent ? JsonSerializer.SerializeToUtf8Bytes(sent) : default(ReadOnlyMemory<byte>));
            return answer(inner with { UserId = call.UserId, Root = call.Root, WorkFault = call.WorkFault });
        }
        catch (SalesforceFault fault)
        {
            return fault.Answer;
        }
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<(string Reference, SalesforceAnswer Answer)> answers)
    {
        json.WriteStartArray("compositeResponse");
        foreach (var (reference, one) in answers)
        {
            json.WriteStartObject();
            json.WritePropertyName("body");
            WriteBody(json, one);
            json.WriteStartObject("httpHeaders");
            foreach (var (name, value) in one.Headers.Where(header => header.Name is "Location")) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteNumber("httpStatusCode", one.Status);
            json.WriteString("referenceId", reference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteBody(Utf8JsonWriter json, SalesforceAnswer one)
    {
        if (one.Body.IsEmpty) json.WriteNullValue();
        else json.WriteRawValue(one.Body.Span, skipInputValidation: true);
    }

    static SalesforceAnswer Halted() => SalesforceAnswer.Error(400, "PROCESSING_HALTED",
        "The transaction was rolled back since another operation in the same transaction failed.");

    static IReadOnlyList<JsonElement> Parts(JsonElement body, string name, int most)
    {
        if (SentJson.Member(body, name) is not { ValueKind: JsonValueKind.Array } parts) throw SentJson.Wrong($"{name} is an array.");
        return parts.GetArrayLength() <= most ? [.. parts.EnumerateArray()]
            : throw new SalesforceFault(400, "LIMIT_EXCEEDED", $"Limit of {most} reached for operations in {name}.");
    }

    static string Text(JsonElement part, string name) =>
        SentJson.Member(part, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!
            : throw SentJson.Wrong($"{name} is a text.");
}
