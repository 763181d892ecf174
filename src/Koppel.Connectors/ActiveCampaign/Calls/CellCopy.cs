using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Copies cells between rows of the same columns.</summary>
internal static class CellCopy
{
    /// <summary>The columns of a row, as a batch of its own.</summary>
    public static RowBatch Project(RowBatch rows, int row, IReadOnlyList<Column> columns)
    {
        var batch = new RowBatch(columns, 1);
        batch.AddRow();
        for (var c = 0; c < columns.Count; c++) Copy(rows[rows.IndexOf(columns[c].Name)], row, batch[c]);
        return batch;
    }

    /// <summary>Copies a cell into another column of its type, into the first row unless told.</summary>
    public static void Copy(ColumnBuffer from, int row, ColumnBuffer to, int at = 0) => to.CopyFrom(from, row, at);
}
