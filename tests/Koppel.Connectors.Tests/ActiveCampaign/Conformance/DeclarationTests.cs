using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>What a declaration says, over every table that is declared.</summary>
public sealed class DeclarationTests
{
    /// <summary>What the whole API is expected to have a table for.</summary>
    const string Expected = "contacts contactTags tags lists contactLists listGroups fields fieldOptions fieldRels fieldValues accounts "
        + "accountContacts accountCustomFieldMeta accountCustomFieldData "
        + "deals dealGroups dealStages dealTasks dealTasktypes dealCustomFieldMeta dealCustomFieldData dealRoles contactDeals notes "
        + "segments segmentsV2 automations contactAutomations campaigns links messages "
        + "templates savedResponses personalizations forms brandings calendars addresses users groups scores scoreValues activities "
        + "trackingLogs bounceLogs connections ecomCustomers ecomOrders ecomOrderProducts "
        + "webhooks customObjectSchemas customObjectRecords eventTrackingEvents siteTracking";

    [Fact]
    public void Every_resource_of_the_api_has_a_table() =>
        Assert.Empty(Expected.Split(' ').Except(AllTables.List.Select(t => t.Name)));

    [Theory, MemberData(nameof(AllTables.Names), MemberType = typeof(AllTables))]
    public void The_declaration_has_no_fault_and_says_what_it_is(string name)
    {
        var table = AllTables.Of(name);

        Assert.Empty(table.Faults());
        Assert.NotEmpty(table.Description);
        Assert.All(table.Columns.Where(c => c.References is not null), c => Assert.Contains(AllTables.List, t => t.Name == c.References));
        Assert.All(
            table.Columns, c => Assert.False(c is { ReadOnly: true, Required: true } or { ReadOnly: true, WriteOnly: true }, c.Name));
        Assert.All(table.Refusals.Values.Append(table.Unlisted ?? "."), r => Assert.EndsWith(".", r, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(AllTables.Lacking), MemberType = typeof(AllTables))]
    public async Task A_verb_that_the_api_lacks_is_refused_with_the_reason_and_the_way_round(string name, WriteOperation verb)
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 1);
        var table = AllTables.Of(name);
        var target = await account.FindAsync<IWritableTable>(name);

        var refused = Assert.Throws<ConnectorException>(() => target.BeginWrite(new WriteRequest([table.Key]) { Operation = verb }));

        Assert.Equal((ConnectorErrorKind.NotSupported, name), (refused.Kind, refused.Table));
        Assert.Equal(table.Refusals[verb], refused.Message);
        Assert.Matches($@"^ActiveCampaign's API cannot {verb.ToWord()} an? \w+\. .+\.$", refused.Message);
        Assert.Equal(refused.Message, table.Schema.Refusals[verb]);
        Assert.Empty(account.Calls);
    }

    [Theory, MemberData(nameof(AllTables.Insertable), MemberType = typeof(AllTables))]
    public async Task A_row_without_a_value_that_is_needed_is_rejected_by_the_columns_name(string name)
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 1);
        var table = AllTables.Of(name);
        var needed = table.Columns.Where(c => c.Required).ToList();
        foreach (var missing in needed)
        {
            var row = needed.Select(c => c == missing ? null : SampleRows.Plain(c, 1)).ToArray();
            await using var session = await account.BeginAsync(name, [.. needed.Select(c => c.Name)], [row]);
            var plan = await session.PlanAsync(new JournalBooks(new MemoryJournal()), TestContext.Current.CancellationToken);

            Assert.Contains(missing.Name, Assert.Single(plan.Rejects.First).Reason, StringComparison.Ordinal);
        }
        Assert.Equal(0, account.Writes);
    }

    [Fact]
    public async Task A_table_that_cannot_be_listed_says_so_before_any_call()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 1);
        foreach (var table in AllTables.List.Where(t => t.Unlisted is not null))
        {
            var refused = await Assert.ThrowsAsync<ConnectorException>(() => account.ReadAsync(table.Name, [table.Key.Name]));

            Assert.Equal((table.Unlisted, ConnectorErrorKind.NotSupported), (refused.Message, refused.Kind));
        }
        Assert.Empty(account.Calls);
    }
}
