using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

/// <summary>Times are shown and compared in one zone, which is UTC whatever the machine's is, unless the session names another.</summary>
public sealed class TimeZoneTests
{
    [Theory]
    [InlineData(null, "UTC", "2026-07-01 12:00:00+00:00", "12")]
    [InlineData("Europe/Amsterdam", "Europe/Amsterdam", "2026-07-01 14:00:00+02:00", "14")]
    [InlineData("America/New_York", "America/New_York", "2026-07-01 08:00:00-04:00", "8")]
    public async Task An_instant_is_shown_and_taken_apart_in_the_zone_of_the_session(string? zone, string name, string shown, string hour)
    {
        await using var database = zone is null ? new Crm().Open() : TestDatabase.In(zone, new Crm().Contacts);
        Assert.Equal(name, await database.TextAsync("select current_setting('TimeZone')"));
        Assert.Equal(hour, await database.TextAsync("select extract(hour from timestamptz '2026-07-01 12:00:00+00')"));
        Assert.Equal(shown, await ShownAsync(database, "select timestamptz '2026-07-01 12:00:00+00' as t"));
        Assert.Equal($"[{(shown.Contains(' ', StringComparison.Ordinal) ? $"'{shown}'" : shown)}]",
            await ShownAsync(database, "select [timestamptz '2026-07-01 12:00:00+00'] as t"));
    }

    [Fact]
    public async Task A_condition_on_a_remote_table_counts_in_the_zone_of_the_session()
    {
        // Contact 1 was made at noon UTC on 1 January, which is 1 o'clock at night on the 2nd in Auckland.
        const string query = "select count(*) from contacts@ac where cdate < '2026-01-02'";
        await using var utc = TestDatabase.Of(new Crm().Contacts);
        await using var auckland = TestDatabase.In("Pacific/Auckland", new Crm().Contacts);
        Assert.Equal(("1", "0"), (await utc.TextAsync(query), await auckland.TextAsync(query)));
    }

    [Fact]
    public async Task A_zone_that_a_statement_sets_counts_for_what_is_shown_too()
    {
        await using var database = new Crm().Open();
        await database.RowsAsync("set timezone = 'Asia/Kolkata'; select 1");
        Assert.Equal("2026-07-01 17:30:00+05:30", await ShownAsync(database, "select timestamptz '2026-07-01 12:00:00+00' as t"));
    }

    [Theory]
    [InlineData("Europe/Amstredam",
        "koppel.toml:2: 'timezone' of the table [session] is 'Europe/Amstredam', which is no time zone. Did you mean 'Europe/Amsterdam'?")]
    [InlineData("nowhere at all",
        "koppel.toml:2: 'timezone' of the table [session] is 'nowhere at all', which is no time zone. Write it as Europe/Amsterdam, or "
            + "UTC.")]
    public void A_zone_that_is_none_is_told_with_its_line(string zone, string message)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-zone-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "koppel.toml"), $"[session]\ntimezone = \"{zone}\"\n");
            var fault = Assert.Throws<ConfigurationException>(
                () => ConfigurationReader.Read(new ConfigurationSource { Connectors = [], WorkingFolder = folder.FullName }));
            Assert.Equal(message, Assert.Single(fault.Faults));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<string> ShownAsync(TestDatabase database, string sql)
    {
        await foreach (var result in database.Database.ExecuteAsync(sql))
        {
            await foreach (var chunk in Assert.IsType<RowsResult>(result).Chunks)
            {
                using var _ = chunk;
                var buffer = new Utf8Buffer();
                chunk.Columns[0].WriteText(0, buffer);
                return buffer.TextFrom(0);
            }
        }
        return "";
    }
}
