using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Fuzzing;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Sdk.Connections;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>
/// Whatever ActiveCampaign answers, to any call: a statement ends with rows, books that balance, or a fault of the system told as a
/// sentence.
/// </summary>
public sealed class AnswerFuzzTests
{
    const int Contacts = 150;
    const int Usual = 100;

    static readonly string[] Loads =
    [
        "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Fuzz'), ('new.{0}@example.org', 'Test'), ('no address', 'Test')",
        "insert into ContactTagsByEmail@ac select email, 'Many {0}' from contacts@ac where id <= 40",
        "insert into contactTags@ac (contact, tag) select id, 1 from range(1, 20) r(id)",
        "insert into ContactsWithFields@ac (email, firstName, tags, lists, account) values ('new.{0}@example.org', 'Nele', ['A', 'B'], "
            + "[], 'Company {0}'), ('john.doe@acme.com', 'John', ['C'], [], null)",
        "insert into contacts@ac (email, firstName, phone) values ('other.{0}@example.org', 'Otto', '1'), ('john.doe@acme.com', 'John', "
            + "'2')",
        "insert into tags@ac (tag) values ('Tag {0}'), ('Test')",
        "insert into accounts@ac (name, accountUrl) values ('Company {0}', 'https://www.example.com/'), ('Other {0}', null)",
        "insert into AccountsWithFields@ac (name, accountUrl) values ('Firm {0}', 'https://www.example.com/')",
        "insert into AccountContactsByName@ac (email, account, jobTitle) values ('john.doe@acme.com', 'Company {0}', 'Baker')",
        "insert into FieldValuesByEmail@ac (email, field, value) select 'john.doe@acme.com', perstag, 'x' from fields@ac limit 3",
        "insert into ContactListsByEmail@ac select 'john.doe@acme.com', name, 'active' from lists@ac limit 1",
        "insert into notes@ac (note, reltype, relid) values ('Note {0}', 'Subscriber', 1)",
        "update contacts@ac set phone = '{0}' where id <= 3",
        "update ContactsWithFields@ac set lastName = 'Fuzz {0}' where id <= 5",
        "delete from tags@ac where tag like 'Tag%'",
        "delete from ContactTagsByEmail@ac where tag like 'Many%'",
        "synchronize (select 'john.doe@acme.com' as email, 'Tag' as tag) to ContactTagsByEmail@ac with insert or delete identified by "
            + "email, tag",
        "merge into contacts@ac c using (select 'merged.{0}@example.org' as email, 'M' as firstName) s on c.email = s.email when matched "
            + "then update set firstName = s.firstName when not matched then insert (email, firstName) values (s.email, s.firstName)",
    ];

    [Fact]
    public async Task No_answer_of_ActiveCampaign_brings_anything_but_a_fault_told_as_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-fuzz-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = 100_000 });
            await using var proxy = await MutatingProxy.StartAsync(sandbox);
            var settings = ConfigurationReader.Read(new ConfigurationSource
            {
                Connectors = All.Connectors, WorkingFolder = folder.FullName,
                Connect = [$"ac=activecampaign;url={proxy.Url};token={sandbox.Token};confirm_above=1000000"],
            });
            var state = Path.Combine(folder.FullName, ".koppel");
            var options = new EngineOptions { Connectors = All.Connectors, Connections = settings.Connections,
                BaseFolder = folder.FullName, StateFolder = state  };
            var tables =
                (await Session.Open(options).ListTablesAsync("ac", TestContext.Current.CancellationToken)).Select(t => t.Name).ToList();
            var (done, told) = (0, 0);
            foreach (var (number, random) in FuzzCases.All(Usual))
            {
                proxy.Begin(random);
                var sql = random.Next(2) == 0
                    ? $"select * from {tables[random.Next(tables.Count)]}@ac limit 120"
                    : Loads[random.Next(Loads.Length)].Replace("{0}", $"{number}", StringComparison.Ordinal);
                if (await RunAsync(options, sql, number)) done++;
                else told++;
            }

            Assert.True(FuzzCases.Count(Usual) < Usual || (done > 10 && told > 10),
                $"{done} done, {told} told: what is answered is too tame, or too wild.");
            Books.CheckLedger(state);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whether it was done; otherwise it was told why not.</summary>
    static async Task<bool> RunAsync(EngineOptions options, string sql, int number)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await using var database = Session.Open(options);
            await foreach (var result in database.ExecuteAsync(sql, cancellationToken: late.Token))
            {
                if (result is RowsResult rows) await foreach (var _ in rows.Rows.WithCancellation(late.Token)) { }
                if (((result as FailedResult)?.Fault ?? (result as LoadResult)?.Report.Outcome.Fault) is { } fault) throw fault;
            }

            return true;
        }
        catch (Exception fault) when (fault is ConnectorException or QueryException)
        {
            Assert.True(fault.Message.Length > 20 && !fault.Message.Contains("Exception", StringComparison.Ordinal),
                $"{FuzzCases.Again(number)}: {fault.Message}");
            return false;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{FuzzCases.Again(number)}: {sql}: {fault.GetType().Name}: {fault.Message}", fault);
        }
    }
}
