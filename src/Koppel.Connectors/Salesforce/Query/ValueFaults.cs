using Koppel.Connectors.Salesforce.Describe;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>What is said of a value that is not what its field is described as.</summary>
internal static class ValueFaults
{
    /// <summary>The fault: object, field and id, so that it can be looked up.</summary>
    public static ConnectorException Of(
        string connection, string table, SoqlField field, string value, string? id, Exception fault, string route)
    {
        var shown = value.Length <= 100 ? value : value[..100] + "…";
        var row = id is null ? "of a row" : $"of the row with Id {id}";
        var what = fault is OverflowException
            ? $"has more digits than the field is described with ({field.Column.Type})" : $"is no {field.Column.Type}";
        return new ConnectorException(ConnectorErrorKind.BadAnswer,
            $"Salesforce (connection '{connection}'): {table}.{field.Path} {row} is {shown}, which {what}. Correct the row or the field in "
            + "Salesforce, or leave the column or the row out.")
        { Connection = connection, Table = table, Call = route };
    }
}
