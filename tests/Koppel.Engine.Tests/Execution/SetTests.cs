using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

public sealed class SetTests
{
    static TestDatabase Open() => TestDatabase.Over(("ac", [new Crm().Tags]), ("other", [new Crm().Tags]));

    [Fact]
    public async Task A_setting_of_a_connection_is_changed()
    {
        await using var database = Open();
        Assert.Equal(
            "automations = run for ac", Assert.IsType<DoneResult>((await database.RunAsync("set automations@ac = run"))[0].Of).Message);
        Assert.Equal(["automations@ac = run"], database.Connector.Changes);
    }

    [Fact]
    public async Task Without_a_connection_it_is_changed_for_all_that_have_it()
    {
        await using var database = Open();
        Assert.Equal("automations = skip for ac, other",
            Assert.IsType<DoneResult>((await database.RunAsync("set automations = 'skip'"))[0].Of).Message);
        Assert.Equal(["automations@ac = skip", "automations@other = skip"], database.Connector.Changes);
    }

    [Fact]
    public async Task What_no_connection_has_is_a_setting_of_DuckDB()
    {
        await using var database = Open();
        Assert.Equal("1", await database.TextAsync("set threads = 1; select current_setting('threads')"));
        Assert.Empty(database.Connector.Changes);
    }

    [Theory]
    [InlineData("set automations@ac = maybe", "automations must be one of run, skip, not 'maybe'.")]
    [InlineData("set automation@ac = run", "Connection 'ac' has no setting 'automation' that can be changed. Did you mean 'automations'?")]
    [InlineData("set token@ac = x", "Connection 'ac' has no setting 'token' that can be changed. It has: automations, pace.")]
    [InlineData("set automations@ca = run", "There is no connection 'ca'. Did you mean 'ac'?")]
    [InlineData("set nonsense = 1", "nonsense")]
    public async Task What_cannot_be_set_is_refused(string sql, string message)
    {
        await using var database = Open();
        Assert.Contains(message, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
        Assert.Empty(database.Connector.Changes);
    }
}
