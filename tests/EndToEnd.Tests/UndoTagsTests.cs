using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests;

/// <summary>A run that gave tags is taken back, and taken back again.</summary>
public sealed class UndoTagsTests
{
    [Theory]
    [InlineData("insert into ContactTagsByEmail@ac select email, tag from contacts@ac, (values ('Brand new'), ('Newer'), ('Test'), "
        + "('Spring'), ('Summer')) t(tag)", 2_000)]
    [InlineData("insert into ContactTagsByEmail@ac select email, 'Brand new' from contacts@ac", 3_000)]
    [InlineData("insert into contactTags@ac (contact, tag) select c.id, t.id from contacts@ac c, tags@ac t where t.id <= 3", 1_000)]
    public async Task Tags_that_a_run_gave_are_taken_and_all_is_as_it_was_before(string load, int contacts)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts, timeScale: 1_000);
        var before = await sandbox.ContentsAsync();
        await LoadAsync(sandbox, load);
        var loaded = await sandbox.ContentsAsync();
        Assert.NotEqual(before, loaded);

        await UndoAsync(sandbox, 1);
        Assert.Equal(before, await sandbox.ContentsAsync());

        var writes = sandbox.Writes;
        await UndoAsync(sandbox, 1);
        Assert.Equal(writes, sandbox.Writes);

        await UndoAsync(sandbox, 2);
        Assert.Equal(loaded, await sandbox.ContentsAsync());
    }
}
