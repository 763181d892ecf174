using System.Text.Json;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Records with those that belong to them, created together or not at all.</summary>
internal sealed class TreeCalls(OrgData org, RecordWriter writer)
{
    const int MostDepth = 5;

    public IEnumerable<SalesforceRoute> Routes() => [new("POST", "composite/tree/{object}", Create)];

    SalesforceAnswer Create(SalesforceCall call)
    {
        var type = DescribeCalls.ObjectOf(org, call);
        List<Leaf> leaves = [];
        Add(leaves, call.Json(), type, null, 1);
        if (leaves.Count > RecordBatch.Most)
            throw new SalesforceFault(
                400, "LIMIT_EXCEEDED", $"A tree has at most {RecordBatch.Most} records, and this one {leaves.Count}.");
        var twice = leaves.GroupBy(one => one.Reference).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new SalesforceFault(400, "INVALID_INPUT", $"Duplicate ReferenceId provided in the request: {twice.Key}");
        return org.Use(() =>
        {
            // Parents stand before their children.
            var isDone = writer.Together(() =>
            {
                foreach (var leaf in leaves) leaf.Outcome = Write(leaf);
                return leaves.TrueForAll(leaf => leaf.Outcome.Fault is null);
            });
            return Answer(isDone ? leaves : [.. leaves.Where(leaf => leaf.Outcome.Fault is not null)], isDone);
        });
    }

    Outcome Write(Leaf leaf)
    {
        if (leaf.Parent is not { } parent) return writer.Create(leaf.Type, leaf.Cells);
        // What belongs to a record that is refused is not looked at.
        return parent.Outcome.Fault is not null ? default
            : writer.Create(leaf.Type, [.. leaf.Cells, new(leaf.Lookup!.Name, org.IdTextOf(parent.Outcome.Id))]);
    }

    SalesforceAnswer Answer(IReadOnlyList<Leaf> leaves, bool isDone) => SalesforceAnswer.Json(isDone ? 201 : 400, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("hasErrors", !isDone);
        json.WriteStartArray("results");
        foreach (var leaf in leaves)
        {
            json.WriteStartObject();
            json.WriteString("referenceId", leaf.Reference);
            if (leaf.Outcome.Fault is { } fault) RowJson.Errors(json, fault);
            else json.WriteString("id", org.IdTextOf(leaf.Outcome.Id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Takes the records of a list, and then those below each.</summary>
    void Add(List<Leaf> leaves, JsonElement list, OrgObject type, (Leaf Parent, OrgField Lookup)? above, int depth)
    {
        if (depth > MostDepth) throw new SalesforceFault(400, "LIMIT_EXCEEDED", $"A tree is at most {MostDepth} levels deep.");
        if (SentJson.Member(list, "records") is not { ValueKind: JsonValueKind.Array } records)
            throw SentJson.Wrong("records is an array.");
        List<(Leaf Leaf, JsonElement Children, ChildRelationship Relationship)> below = [];
        foreach (var record in records.EnumerateArray())
        {
            if (SentJson.Member(record, "attributes") is not { ValueKind: JsonValueKind.Object } attributes
                || SentJson.Member(attributes, "referenceId") is not { ValueKind: JsonValueKind.String } reference
                || SentJson.Member(attributes, "type") is not { ValueKind: JsonValueKind.String } name)
                throw new SalesforceFault(400, "INVALID_INPUT", "Each record needs attributes with its type and its referenceId.");
            if (!name.GetString()!.Equals(type.Name, StringComparison.OrdinalIgnoreCase))
                throw new SalesforceFault(
                    400, "INVALID_INPUT", $"A record of the type {name.GetString()} stands among those of {type.Name}.");
            var children = record.EnumerateObject().Where(one => IsList(one.Value)).ToArray();
            var leaf = new Leaf(reference.GetString()!, type, above?.Parent, above?.Lookup, SentJson.Cells(record, but: IsList));
            leaves.Add(leaf);
            below.AddRange(children.Select(one => (leaf, one.Value, org.Schema.ChildOf(type, one.Name)
                ?? throw new SalesforceFault(400, "INVALID_FIELD", $"No such column '{one.Name}' on sobject of type {type.Name}"))));
        }

        foreach (var (leaf, children, relationship) in below)
            Add(leaves, children, relationship.Child, (leaf, relationship.Field), depth + 1);
    }

    static bool IsList(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("records", out _);

    sealed class Leaf(string reference, OrgObject type, Leaf? parent, OrgField? lookup, IReadOnlyList<SentCell> cells)
    {
        public string Reference => reference;

        public OrgObject Type => type;

        public Leaf? Parent => parent;

        public OrgField? Lookup => lookup;

        public IReadOnlyList<SentCell> Cells => cells;

        public Outcome Outcome { get; set; }
    }
}
