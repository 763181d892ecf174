using Koppel.Simulation.Account;

namespace Koppel.Simulation.Audit;

/// <summary>The limits of the API, counted as its pages describe them: in each window of time so many calls at most.</summary>
/// <param name="received">The calls that came to the account.</param>
/// <param name="isShared">Processes keep them together; otherwise each does alone.</param>
internal sealed class LimitCheck(IReadOnlyList<Received> received, bool isShared)
{
    /// <summary>Adds each limit that was overdrawn.</summary>
    public void Find(List<Finding> findings)
    {
        Find(findings, "5 calls a second", 5, TimeSpan.FromSeconds(1), _ => true);
        Find(findings, "100 imports a minute", 100, TimeSpan.FromMinutes(1), c => c.IsImport && c.Contacts != 1);
        Find(findings, "20 imports of one contact a minute", 20, TimeSpan.FromMinutes(1), c => c.IsImport && c.Contacts == 1);
    }

    void Find(List<Finding> findings, string limit, int most, TimeSpan window, Func<Received, bool> counts)
    {
        var counted = received.Where(counts).ToList();
        for (var i = most; i < counted.Count; i++)
        {
            if (counted[i].At - counted[i - most].At >= window.Ticks) continue;
            if (!isShared && counted[i].Process != counted[i - most].Process) continue;
            findings.Add(new Finding("calls keep to the limits", $"{limit}: {counted[i - most]} to {counted[i]}"));
            return;
        }
    }
}
