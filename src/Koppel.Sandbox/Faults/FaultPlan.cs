namespace Koppel.Sandbox.Faults;

/// <summary>
/// Decides which fault a call meets. Every rule has its own counter and its own seeded draws, over the calls that it is about, so that
/// the n-th such call always meets the same fate.
/// </summary>
internal sealed class FaultPlan
{
    readonly Lock _gate = new();
    readonly int _seed;
    Armed[] _rules = [];

    public FaultPlan(int seed, IReadOnlyList<FaultRule> faults)
    {
        _seed = seed;
        Set(faults);
    }

    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate) return [.. _rules.Select(armed => armed.Rule)];
        }
    }

    /// <summary>Replaces the rules; all counters begin anew.</summary>
    public void Set(IReadOnlyList<FaultRule> faults)
    {
        lock (_gate) _rules = [.. faults.Select((rule, index) => new Armed(rule, unchecked((_seed * 31) + index)))];
    }

    /// <summary>Begins all counters and draws anew.</summary>
    public void Restart()
    {
        lock (_gate) Set(Rules);
    }

    /// <summary>The fault of the answer and the fault of the work that a call meets; the first rule that strikes wins.</summary>
    public (FaultKind? Answer, FaultKind? Work) Next(string route, string path)
    {
        lock (_gate)
        {
            FaultKind? answer = null, work = null;
            foreach (var armed in _rules)
            {
                if (!armed.Rule.IsAbout(route, path) || !armed.Strikes()) continue;
                if (armed.Rule.IsWork) work ??= armed.Rule.Kind;
                else answer ??= armed.Rule.Kind;
            }

            return (answer, work);
        }
    }

    sealed class Armed(FaultRule rule, int seed)
    {
        readonly Random _draws = new(seed);
        int _calls;

        public FaultRule Rule => rule;

        public bool Strikes()
        {
            _calls++;
            return rule.Nth is { } nth ? _calls == nth : _draws.NextDouble() < rule.Probability;
        }
    }
}
