using System.Text.Json;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>The columns of a result instead of its rows, which <c>columns=true</c> asks for.</summary>
internal static class ColumnsJson
{
    public static SalesforceAnswer Answer(string query, QueryResult result) => SalesforceAnswer.Json(200, json =>
    {
        var type = result.Scope.Table.Type;
        json.WriteStartObject();
        json.WriteStartArray("columnMetadata");
        if (result.Selection is { } selection) Nodes(json, selection.Nodes);
        foreach (var (name, field) in result.Columns ?? []) Column(json, name, field, isAggregate: name != field.Name);
        json.WriteEndArray();
        json.WriteString("entityName", type.Name);
        json.WriteBoolean("groupBy", Parser.Parse(query).GroupBy.Count > 0);
        json.WriteBoolean("idSelected", result.Selection?.Cells.Any(cell => cell.Path == "Id") == true);
        json.WriteString("keyPrefix", type.KeyPrefix);
        json.WriteEndObject();
    });

    static void Nodes(Utf8JsonWriter json, IReadOnlyList<Node> nodes)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case FieldNode field: Column(json, field.Name, field.Source.Field, isAggregate: false); break;
                case ParentNode parent: Joined(json, parent.Name, parent.Nodes, isAggregate: false); break;
                case ChildNode child: Joined(json, child.Name, child.Selection.Nodes, isAggregate: true); break;
            }
        }
    }

    static void Joined(Utf8JsonWriter json, string name, IReadOnlyList<Node> nodes, bool isAggregate)
    {
        Begin(json, name, isAggregate, FieldKinds.Text(name, name, 0));
        json.WriteStartArray("joinColumns");
        Nodes(json, nodes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Column(Utf8JsonWriter json, string name, OrgField field, bool isAggregate)
    {
        Begin(json, name, isAggregate, field);
        json.WriteStartArray("joinColumns");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Begin(Utf8JsonWriter json, string name, bool isAggregate, OrgField field)
    {
        json.WriteStartObject();
        json.WriteBoolean("aggregate", isAggregate);
        json.WriteString("apexType", field.IsReference ? "Id" : field.IsText ? "String" : field.Type.ToString());
        json.WriteBoolean("booleanType", field.Type == FieldType.Boolean);
        json.WriteString("columnName", name);
        json.WriteBoolean("custom", field.IsCustom);
        json.WriteString("displayName", name);
        json.WriteString("foreignKeyName", field.RelationshipName);
        json.WriteBoolean("insertable", field.Createable);
        json.WriteBoolean("numberType", field.IsNumber);
        json.WriteBoolean("textType", field.IsText);
        json.WriteBoolean("updatable", field.Updateable);
    }
}
