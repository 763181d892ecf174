using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>A plan that speaks of a contact more than once.</summary>
public sealed class RepeatedRowTests
{
    [Fact]
    public async Task Of_a_contact_that_a_plan_inserts_twice_the_later_value_counts_and_it_travels_once()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await DoneAsync(sandbox, "explain", """
            insert into contacts@ac (email, firstName, phone) values
                ('new@x.nl', 'Ann', '1'), ('New@x.nl', null, '2'), ('other@x.nl', 'Bo', '3')
            """, "--output", "p.koppel");
        var applied = await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.Contains("3 changed + 0 unchanged", applied.Error, StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Count("POST /api/3/contact/sync"));
        Assert.Equal("email,firstName,phone\nnew@x.nl,Ann,2\nother@x.nl,Bo,3\n",
            await ReadAsync(sandbox, "select email, firstName, phone from contacts@ac where email like '%@x.nl' order by email"));
    }

    [Fact]
    public async Task Of_a_contact_that_a_plan_changes_twice_the_later_value_counts()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await DoneAsync(sandbox, "explain", """
            insert into contacts@ac (email, firstName, phone) values ('john.doe@acme.com', 'Jon', '1'), ('John.Doe@acme.com', null, '2')
            """, "--output", "p.koppel");
        await DoneAsync(sandbox, "apply", "p.koppel");
        Assert.Equal("firstName,phone\nJon,2\n",
            await ReadAsync(sandbox, "select firstName, phone from contacts@ac where email = 'john.doe@acme.com'"));
        var said = await ReadAsync(sandbox, "select distinct (new->>'phone') as phone from changes@koppel");
        Assert.Equal("phone\n2\n", said);
    }
}
