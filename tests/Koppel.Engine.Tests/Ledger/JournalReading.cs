using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Ledger;

static class JournalReading
{
    /// <summary>The calls that are not done yet, for a test that has no need to wait.</summary>
    public static IEnumerable<JournalCall> Open(this IWriteJournal journal) => journal.OpenAsync().ToBlockingEnumerable();
}
