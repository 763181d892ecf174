using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>What is shown of each row.</summary>
/// <param name="Scope">The query.</param>
/// <param name="Nodes">Fields, records that are referred to, and children, in the order in which they are shown.</param>
/// <param name="Cells">The fields alone, as the columns of a table, in the order in which they are selected.</param>
internal sealed record Selection(Scope Scope, IReadOnlyList<Node> Nodes, IReadOnlyList<FieldNode> Cells);

/// <summary>Something that is shown of a row, and its name.</summary>
internal abstract record Node(string Name);

/// <param name="Name">The name that it has in JSON.</param>
/// <param name="Path">The name that it has as a column.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record FieldNode(string Name, string Path, Source Source) : Node(Name)
{
    /// <summary>Writes the value of a row as a cell of CSV, without the quotes around it.</summary>
    public void WriteCsv(Utf8Text text, int row, OrgData org)
    {
        if (Source.Direct is not var (column, hop)) CellText.Write(text, Source.Get(row), false, org.Ids);
        else if (hop(row) is >= 0 and var at) column.WriteCsv(text, at);
    }
}

/// <summary>The record that a lookup names, and what is shown of it.</summary>
internal sealed record ParentNode(Step Step, IReadOnlyList<Node> Nodes) : Node(Step.Name);

/// <summary>The children of a row: those that a query finds.</summary>
/// <param name="Name">The name of the relationship.</param>
/// <param name="Selection">What is shown of each.</param>
/// <param name="RowsOf">The children of a row, in order.</param>
internal sealed record ChildNode(string Name, Selection Selection, Func<int, int[]> RowsOf) : Node(Name);
