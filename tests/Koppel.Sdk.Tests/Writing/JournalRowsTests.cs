using System.Text;
using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Tests.Writing;

public sealed class JournalRowsTests
{
    [Fact]
    public void A_reject_of_a_call_tells_the_row_of_the_load_and_that_of_its_file()
    {
        var rows = new RowStore();
        var batch = new RowBatch([Column.Text("email")]) { SourceRows = new List<long?> { 18, null } };
        foreach (var email in new[] { "a@x.nl", "b@x.nl" }) batch[0].SetText(batch.AddRow(), email);
        rows.Add(batch);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) JournalRows.Write(json, rows, [1, 2], _ => false);
        using var content = JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray()));

        var cause = new RejectCause(RejectCode.Refused, "It is refused.", "Correct it.");
        var rejects = JournalRows.Reject(content.RootElement, cause).ToList();

        Assert.Equal([(1L, 18L, cause), (2L, null, cause)], rejects.Select(r => (r.Row, r.SourceRow, r.Cause)));
        Assert.Equal("row 1, 18 in the sheet (a@x.nl): It is refused. Correct it.", rejects[0].ToString());
        Assert.Equal("row 2 (b@x.nl): It is refused. Correct it.", rejects[1].ToString());
        Assert.Equal([18L, null], new[] { rows.SourceRowOf(1), rows.SourceRowOf(2) });
    }
}
