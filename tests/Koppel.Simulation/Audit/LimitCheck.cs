using Koppel.Simulation.Account;

namespace Koppel.Simulation.Audit;

/// <summary>The limits of the API, counted as its pages describe them: in each window of time so many calls at most.</summary>
/// <param name="received">The calls that came to the account.</param>
/// <param name="isShared">Processes keep them together; otherwise each does alone.</param>
/// <param name="clockSteps">When the machine's clock was set.</param>
internal sealed class LimitCheck(IReadOnlyList<Received> received, bool isShared, IReadOnlyList<long> clockSteps)
{
    /// <summary>Adds each limit that was overdrawn.</summary>
    public void Find(List<Finding> findings)
    {
        Find(findings, "5 calls a second", 5, TimeSpan.FromSeconds(1), _ => true);
        // One call too many of all never comes to where imports are counted.
        Find(findings, "100 imports a minute", 100, TimeSpan.FromMinutes(1), c => IsTaken(c) && c.Contacts != 1);
        Find(findings, "20 imports of one contact a minute", 20, TimeSpan.FromMinutes(1), c => IsTaken(c) && c.Contacts == 1);
    }

    static bool IsTaken(Received call) => call.IsImport && call.Fate.Heard is not (Hearing.TooMany or Hearing.TooManyUntold);

    void Find(List<Finding> findings, string limit, int most, TimeSpan window, Func<Received, bool> counts)
    {
        var counted = received.Where(counts).ToList();
        foreach (var process in counted.GroupBy(c => c.Process)) Find(findings, limit, most, window, process.ToList(), []);
        // The moments that processes tell each other are those of the machine's clock: when it is set, what was told before does not count
        // (decision 0007).
        if (isShared) Find(findings, limit, most, window, counted, clockSteps);
    }

    static void Find(
        List<Finding> findings, string limit, int most, TimeSpan window, List<Received> calls, IReadOnlyList<long> forgotten)
    {
        for (var i = most; i < calls.Count; i++)
        {
            var (first, last) = (calls[i - most].At, calls[i].At);
            if (last - first >= window.Ticks || forgotten.Any(t => t >= first - window.Ticks && t <= last)) continue;
            findings.Add(new Finding("calls keep to the limits", $"{limit}: {calls[i - most]} to {calls[i]}"));
            return;
        }
    }
}
