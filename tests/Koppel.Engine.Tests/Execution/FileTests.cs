using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Execution;

public sealed class FileTests
{
    [Theory]
    [InlineData(FileFormat.Csv, "id,name\n1,Ada\n2,Bob\n")]
    [InlineData(FileFormat.Csv, "id;name\n1;Ada\n2;Bob\n")]
    [InlineData(FileFormat.Tsv, "id\tname\n1\tAda\n2\tBob\n")]
    [InlineData(FileFormat.Json, """[{"id": 1, "name": "Ada"}, {"id": 2, "name": "Bob"}]""")]
    [InlineData(FileFormat.Json, "{\"id\": 1, \"name\": \"Ada\"}\n{\"id\": 2, \"name\": \"Bob\"}\n")]
    public async Task Files_are_read_by_DuckDB(FileFormat format, string text)
    {
        using var file = new FileTable("people", format, text);
        await using var database = TestDatabase.Of(file);
        Assert.Equal("1|Ada\n2|Bob", await database.TextAsync("select * from people@ac order by id"));
        var columns = (await database.Database.DescribeAsync("people@ac")).Columns;
        Assert.Equal(["id BIGINT", "name VARCHAR"], columns.Select(c => $"{c.Name} {c.Type}"));
    }

    [Fact]
    public async Task Signs_in_a_files_name_stand_for_themselves()
    {
        using var file = new FileTable("people", FileFormat.Csv, "id\n1\n", "it's [a] 100*?.csv");
        File.WriteAllText(Path.Combine(file.Folder, "it's a 100xy.csv"), "id\n2\n");
        await using var database = TestDatabase.Of(file);
        Assert.Equal("1", await database.TextAsync("select * from people@ac"));
    }

    [Fact]
    public async Task A_file_drives_the_lookup_in_a_remote_table()
    {
        var crm = new Crm();
        using var file = new FileTable("people", FileFormat.Csv, "mail,tag\nada@x.nl,VIP\nbob@x.de,Old\n");
        await using var database = TestDatabase.Of(crm.Contacts, file);
        Assert.Equal("1|VIP",
            await database.TextAsync("select c.id, p.tag from people@ac p join contacts@ac c on c.email = p.mail where p.tag = 'VIP'"));
        Assert.Equal("contacts(id, email) where \"email\" in ('ada@x.nl')", crm.Asked);
        Assert.Contains("(by DuckDB, straight from the file)",
            await database.PlanAsync("explain select * from people@ac join contacts@ac on email = mail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_between_statements_is_read_anew()
    {
        using var file = new FileTable("people", FileFormat.Csv, "id\n1\n");
        await using var database = TestDatabase.Of(file);
        Assert.Equal("1", await database.TextAsync("select * from people@ac"));
        File.WriteAllText(file.Source.Paths[0], "id,more\n1,x\n2,y\n");
        Assert.Equal("1|x\n2|y", await database.TextAsync("select * from people@ac order by id"));
    }

    [Theory]
    [InlineData(FileFormat.Json)]
    [InlineData(FileFormat.Parquet)]
    public async Task A_file_of_JSON_or_Parquet_that_changes_while_it_is_read_is_told_and_not_kept(FileFormat format)
    {
        using var file = new FileTable("many", format, "");
        var path = file.Source.Paths[0];
        await using var database = TestDatabase.Of(file);
        await database.RunAsync($"copy (select range as id, 'name ' || range as name from range(50000)) to '{path}' (format {format})");
        var fault = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var result in database.Database.ExecuteAsync("select * from many@ac"))
            {
                var rows = 0;
                await foreach (var _ in Assert.IsType<RowsResult>(result).Rows)
                    if (rows++ == 0) File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc));
            }
        });
        Assert.Contains("it changed while it was read", fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            "50000", await database.TextAsync("create table kept@memory as select * from many@ac; select count(*) from kept@memory"));
    }

    [Fact]
    public async Task A_view_over_a_file_reads_the_file()
    {
        using var file = new FileTable("people", FileFormat.Csv, "id\n1\n5\n");
        await using var database = TestDatabase.Of(file, new Crm().Contacts);
        Assert.Equal("5|eva@x.nl",
            await database.TextAsync(
                "create view v@memory as select id from people@ac; select v.id, email from v join contacts@ac c using (id) where v.id > "
                + "1"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        using var file = new FileTable("people", FileFormat.Parquet, "this is no parquet");
        await using var database = TestDatabase.Of(file);
        var fault = Assert.IsType<ConnectorException>(await database.FaultAsync("select * from people@ac"));
        Assert.Equal((ConnectorErrorKind.File, "ac", "people"), (fault.Kind, fault.Connection, fault.Table));
        Assert.StartsWith($"people@ac ({file.Source.Paths[0]}) cannot be read: ", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectorException>(async () => await database.Database.DescribeAsync("people@ac"));
    }

    [Fact]
    public async Task A_file_without_such_a_column_is_told_at_its_place()
    {
        using var file = new FileTable("people", FileFormat.Csv, "id,name\n1,Ada\n");
        await using var database = TestDatabase.Of(file);
        var fault = await database.ErrorAsync("select naem from people@ac");
        Assert.Equal("There is no column 'naem'. Did you mean 'name'?", fault.Message);
        Assert.Equal(8, fault.Column);
    }
}
