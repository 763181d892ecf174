using System.Runtime.CompilerServices;
using System.Text;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>A load that broke off is gone on with from its journal, by a process that knows nothing else.</summary>
public sealed class JournalTests
{
    static readonly string[] Ids = ["contact", "tag"];

    [Theory]
    [InlineData(CallState.Planned)]
    [InlineData(CallState.Sent)]
    [InlineData(CallState.Accepted)]
    public async Task Wherever_it_broke_off_it_ends_as_if_it_had_not(CallState state)
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 600);
        var before = account.Server.GetStats().ContactTags;
        await account.LoadAsync("tags", ["tag"], [["Fresh"]]);
        var tag = long.Parse((await account.ReadAsync("tags", ["id", "tag"])).Single(r => r[1] == "Fresh")[0]);
        await using var session =
            await account.BeginAsync("contactTags", Ids, Enumerable.Range(1, 600).Select(i => new object?[] { (long)i, tag }));
        var broken = new BreakingJournal(state, after: 2);
        var plan = await session.PlanAsync(broken);
        var table = await account.FindAsync<IWritableTable>("contactTags");
        await Assert.ThrowsAnyAsync<Exception>(() => table.CarryOutAsync(broken));

        var books = new JournalBooks(broken.Copy());
        await table.CarryOutAsync(books);

        Assert.Equal(before + 600, account.Server.GetStats().ContactTags);
        Assert.Empty(await books.OpenAsync().ToListAsync());
        Assert.Equal(plan.Changes, books.Close(plan, null).Changed + broken.ChangedBefore);
    }

    [Fact]
    public async Task The_journal_holds_what_is_needed_to_repair_a_row_and_no_secret()
    {
        await using var account = await SandboxAccount.StartAsync(contacts: 40);
        await using var session = await account.BeginAsync("ContactTagsByEmail", ["email", "tag"], [["john.doe@acme.com", "Brand New"]]);
        var journal = new MemoryJournal();

        await session.PlanAsync(journal);

        var content = Encoding.UTF8.GetString(Assert.Single(journal.Calls).Content.Span);
        Assert.Equal(
            """{"skipAutomations":false,"contacts":[{"rows":[{"row":1,"values":["john.doe@acme.com","Brand New"],"brings":["""
            + """["tag","Brand New"]],"creates":[{"table":"tags","column":"tag","value":"Brand New"}]}]"""
            + ""","contact":{"email":"john.doe@acme.com","tags":["Brand New"]}}]}""",
            content);
        Assert.DoesNotContain(account.Server.Token, content, StringComparison.Ordinal);
    }

    /// <summary>Records, and breaks off when so many calls have come so far.</summary>
    sealed class BreakingJournal(CallState state, int after) : IWriteJournal
    {
        readonly MemoryJournal _journal = new();
        int _count;

        public long ChangedBefore { get; private set; }

        public MemoryJournal Copy()
        {
            var copy = new MemoryJournal();
            foreach (var call in _journal.Calls)
            {
                copy.Plan(call.Kind, call.Route, call.Rows, call.Content);
                if (call.State >= CallState.Sent) copy.Sending(call.Number);
                if (call.State == CallState.Accepted) copy.Accepted(call.Number, call.Token!);
                if (call.State == CallState.Done) copy.Done(call.Number, new CallResult(0, 0, []));
            }
            return copy;
        }

        public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content) => _journal.Plan(kind, route, rows, content);

        public CancellationToken Stopping => CancellationToken.None;

        public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var call in _journal.OpenAsync(cancellationToken))
            {
                if (state == CallState.Planned) Break();
                yield return call;
            }
        }

        public void Sending(long call)
        {
            _journal.Sending(call);
            if (state == CallState.Sent) Break();
        }

        public void Withdrawn(long call) => _journal.Withdrawn(call);

        public void Accepted(long call, string token)
        {
            _journal.Accepted(call, token);
            if (state == CallState.Accepted) Break();
        }

        public void Done(long call, CallResult result)
        {
            _journal.Done(call, result);
            ChangedBefore += result.Changed;
        }

        void Break()
        {
            if (Interlocked.Increment(ref _count) >= after) throw new InvalidOperationException("The process ends here.");
        }
    }
}
