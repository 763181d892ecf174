using Koppel.Cli.Ui;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Tests.Ui;

/// <summary>The workbook of the demonstration is one as people have it.</summary>
public sealed class FirstLoadTests
{
    [Fact]
    public async Task It_has_a_title_forty_rows_and_two_that_no_load_accepts()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-first-").FullName;
        var stop = TestContext.Current.CancellationToken;
        await FirstLoad.WriteAsync(Path.Combine(folder, FirstLoad.Name), stop);
        await using (var session = Session.Open(new EngineOptions
        {
            Connectors = All.Connectors, BaseFolder = folder,
            Connections = [new ConnectionSettings("first", "excel", new Dictionary<string, string> { ["path"] = FirstLoad.Name })],
        }))
        {
            var table = (await session.DescribeAsync("Visitors@first", stop)).Table;
            Assert.Equal((1, 2, 40), (table.Region!.TitleRows, table.Region.HeadingRow, table.Region.Rows));
            var facts = await new SourceReader(session).ReadAsync(
                SourceTable.Of("Visitors", "first") with { RowNumbers = table.RowNumbers }, stop);
            Assert.Equal(["no-address 15", "empty 30"], facts.Columns[0].Doubtful.Select(d => $"{d.Code} {d.Row}"));
            Assert.Equal([ColumnLook.Email, ColumnLook.Name, ColumnLook.Name, ColumnLook.Tags, ColumnLook.YesNo, ColumnLook.Number],
                facts.Columns.Select(c => c.Look));
        }
        Directory.Delete(folder, recursive: true);
    }
}
