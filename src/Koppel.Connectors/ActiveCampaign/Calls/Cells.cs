using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Cells of a load's rows.</summary>
internal static class Cells
{
    extension(RowBatch rows)
    {
        /// <summary>The text of a cell; null where there is none, or no such column.</summary>
        public string? Text(int column, int row) => column < 0 || rows[column].IsNull(row) ? null : rows[column].Texts[row];

        /// <summary>The whole number of a cell; null where there is none.</summary>
        public long? Number(int column, int row) => rows[column].IsNull(row) ? null : rows[column].Longs[row];

        /// <summary>The columns of a row, as a batch of its own.</summary>
        public RowBatch Project(int row, IReadOnlyList<Column> columns)
        {
            var batch = new RowBatch(columns, 1);
            batch.AddRow();
            for (var c = 0; c < columns.Count; c++) batch[c].CopyFrom(rows[rows.IndexOf(columns[c].Name)], row, 0);
            return batch;
        }
    }
}
