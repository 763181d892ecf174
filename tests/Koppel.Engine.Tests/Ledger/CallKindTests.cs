using System.Text;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

/// <summary>Each call is kept with its kind; a run is gone on with only by a program that knows the kinds of its calls.</summary>
public sealed class CallKindTests : IDisposable
{
    readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("thing", 1, true)]
    [InlineData("thing", 2, false)]
    [InlineData("other", 1, false)]
    public void A_run_with_calls_of_another_kind_is_refused_before_anything_is_sent(string name, int version, bool isKnown)
    {
        using var ledger = _folder.Open();
        using var run = ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        statement.Journal.Plan(new CallKind(name, version), "POST /things", 10, LedgerFolder.Content(1));
        statement.ReadPlanned(LedgerFolder.PlanOf(10, 0), ["email", "tag"]);

        var fault = Record.Exception(() => statement.Require([LedgerFolder.Kind, new CallKind("third", 7)]));

        if (isKnown) Assert.Null(fault);
        else
            Assert.Equal(
                $"Run 1 cannot be gone on with: calls of its statement 1 are of the kind '{new CallKind(name, version)}', which this "
                + "program does not know. Nothing was sent. Use the version of Koppel that planned them, or run the load again: what is "
                + "already there is not sent again.", Assert.IsType<ConnectorException>(fault).Message);
    }

    [Fact]
    public void Calls_that_are_done_may_be_of_any_kind()
    {
        using var ledger = _folder.Open();
        using var run = ledger.BeginRun(LedgerFolder.Script());
        var statement = run.BeginStatement(LedgerFolder.Insert());
        statement.Journal.Plan(new CallKind("other"), "POST /things", 10, LedgerFolder.Content(1));
        statement.ReadPlanned(LedgerFolder.PlanOf(10, 0), ["email", "tag"]);
        statement.Journal.Sending(1);
        statement.Journal.Done(1, new CallResult(10, 0, []));
        statement.Require([LedgerFolder.Kind]);
    }

    [Theory]
    [InlineData("""{"skipAutomations":false,"contacts":[]}""", "import")]
    [InlineData("""{"rows":[{"row":1,"values":["item"]}],"steps":[{"route":"DELETE /x","key":1}]}""", "contact-calls")]
    [InlineData("""{"rows":[],"body":{"contact":{"email":"a@example.org"}}}""", "request")]
    [InlineData("""{"rows":[{"row":1,"values":["contacts"]}],"key":5,"body":{"bulk":1}}""", "request")]
    [InlineData("""{"rows":[],"item":{"tag":"VIP"},"identity":"VIP"}""", "insert")]
    [InlineData("""{"bulk":"delete","items":[]}""", "bulk-delete")]
    [InlineData("""{"fielded":"AccountsWithFields","items":[]}""", "field-values")]
    public void Calls_of_before_there_were_kinds_tell_theirs_by_what_they_carry(string content, string kind) =>
        Assert.Equal(new CallKind(kind), UnnamedCalls.KindOf(Encoding.UTF8.GetBytes(content)));
}
