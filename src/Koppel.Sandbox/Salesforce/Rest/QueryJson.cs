using System.Text.Json;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Writes the results of queries.</summary>
/// <param name="json">Where to.</param>
/// <param name="root">What addresses begin with: <c>/services/data/v60.0</c>.</param>
/// <param name="org">The org.</param>
internal sealed class QueryJson(Utf8JsonWriter json, string root, OrgData org)
{
    /// <summary>Whether days and moments are numbers, of milliseconds since 1970.</summary>
    public bool CountsMilliseconds { get; init; }

    /// <summary>Writes all rows, one after the other.</summary>
    public void Each(QueryResult result)
    {
        foreach (var row in result.Rows) Record(result.Selection!, row);
    }

    /// <summary>Writes rows from a place on, until a page is full; rows of children count.</summary>
    /// <returns>Where the next page begins.</returns>
    public int Page(QueryResult result, int from, int most)
    {
        json.WriteStartArray("records");
        var (at, left) = (from, most);
        for (; at < result.Rows.Count && left > 0; at++) left -= Record(result.Selection!, result.Rows[at]);
        json.WriteEndArray();
        return at;
    }

    public void Aggregates(QueryResult result)
    {
        json.WriteStartArray("records");
        foreach (var values in result.Values)
        {
            json.WriteStartObject();
            json.WriteStartObject("attributes");
            json.WriteString("type", "AggregateResult");
            json.WriteEndObject();
            foreach (var (place, (name, field)) in result.Columns!.Index())
            {
                json.WritePropertyName(name);
                JsonValues.Write(json, values[place], field, org);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a row.</summary>
    /// <returns>How many rows it is, those of its children counted in.</returns>
    int Record(Selection selection, int row)
    {
        json.WriteStartObject();
        JsonValues.Attributes(json, root, selection.Scope.Table.Type.Name, selection.Scope.Table, row);
        var count = 1 + Nodes(selection.Nodes, row);
        json.WriteEndObject();
        return count;
    }

    int Nodes(IReadOnlyList<Node> nodes, int row)
    {
        var count = 0;
        foreach (var node in nodes)
        {
            json.WritePropertyName(node.Name);
            switch (node)
            {
                case FieldNode field: Value(field.Source.Get(row), field.Source.Field); break;
                case ParentNode parent: Parent(parent, row); break;
                case ChildNode child: count += Children(child, row); break;
            }
        }

        return count;
    }

    void Value(object? value, OrgField field)
    {
        var moment = value switch
        {
            DateTime at => at,
            DateOnly day => day.ToDateTime(default, DateTimeKind.Utc),
            _ => (DateTime?)null,
        };
        if (CountsMilliseconds && moment is { } counted) json.WriteNumberValue(new DateTimeOffset(counted).ToUnixTimeMilliseconds());
        else JsonValues.Write(json, value, field, org);
    }

    void Parent(ParentNode parent, int row)
    {
        if (parent.Step.Target(row) is not var (table, at))
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        JsonValues.Attributes(json, root, parent.Step.IsPolymorphic ? "Name" : table.Type.Name, table, at);
        Nodes(parent.Nodes, row);
        json.WriteEndObject();
    }

    int Children(ChildNode child, int row)
    {
        var rows = child.RowsOf(row);
        if (rows.Length == 0)
        {
            json.WriteNullValue();
            return 0;
        }

        json.WriteStartObject();
        json.WriteNumber("totalSize", rows.Length);
        json.WriteBoolean("done", true);
        json.WriteStartArray("records");
        foreach (var at in rows) Record(child.Selection, at);
        json.WriteEndArray();
        json.WriteEndObject();
        return rows.Length;
    }
}
