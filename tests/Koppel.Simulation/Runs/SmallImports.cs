using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Simulation.Runs;

/// <summary>
/// A session whose imports hold fewer contacts than 250, so that a load of few rows has several under way: the same calls, cut smaller on
/// their way into the journal.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="most">Contacts in an import at most.</param>
internal sealed class SmallImports(IWriteSession session, int most) : IWriteSession
{
    public ValueTask AddAsync(RowBatch rows, CancellationToken cancellationToken = default) => session.AddAsync(rows, cancellationToken);

    public bool PlanEarly(IWriteJournal journal) => session.PlanEarly(new Cut(journal, most));

    public ValueTask<WritePlan> PlanAsync(IWriteJournal journal, CancellationToken cancellationToken = default) =>
        session.PlanAsync(new Cut(journal, most), cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();

    sealed class Cut(IWriteJournal journal, int most) : IWriteJournal
    {
        public CancellationToken Stopping => journal.Stopping;

        public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content)
        {
            using var document = JsonDocument.Parse(content);
            if (kind.Name != "import" || document.RootElement.GetProperty("contacts").GetArrayLength() <= most)
            {
                journal.Plan(kind, route, rows, content);
                return;
            }
            foreach (var some in document.RootElement.GetProperty("contacts").EnumerateArray().Chunk(most))
                journal.Plan(kind, route, some.Sum(c => c.GetProperty("rows").GetArrayLength()), CallContent.Write(json =>
                {
                    json.WriteBoolean("skipAutomations", document.RootElement.GetProperty("skipAutomations").GetBoolean());
                    json.WriteArray("contacts", some, c => c.WriteTo(json));
                }));
        }

        public IAsyncEnumerable<JournalCall> OpenAsync(CancellationToken cancellationToken = default) =>
            journal.OpenAsync(cancellationToken);

        public void Sending(long call) => journal.Sending(call);

        public void Withdrawn(long call) => journal.Withdrawn(call);

        public void Accepted(long call, string token) => journal.Accepted(call, token);

        public void Done(long call, CallResult result) => journal.Done(call, result);
    }
}

