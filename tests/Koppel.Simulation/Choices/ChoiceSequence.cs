namespace Koppel.Simulation.Choices;

/// <summary>
/// All choices of a run, made from its seed and written down, so that a run can be made again from what was written, and from less of it.
/// 0 is always the plainest choice: no fault, the first in the queue.
/// </summary>
internal sealed class ChoiceSequence
{
    readonly Random? _random;
    readonly IReadOnlyList<int> _given;
    readonly List<int> _made = [];

    /// <summary>Choices made from a seed.</summary>
    public ChoiceSequence(int seed) => (_random, _given) = (new Random(seed), []);

    /// <summary>Choices as they were written down; all behind them are the plainest.</summary>
    public ChoiceSequence(IReadOnlyList<int> given) => _given = given;

    /// <summary>What was chosen.</summary>
    public IReadOnlyList<int> Made => _made;

    /// <summary>One of so many, from 0.</summary>
    public int Next(int count)
    {
        var chosen = _random?.Next(count) ?? (_made.Count < _given.Count ? Math.Min(_given[_made.Count], count - 1) : 0);
        _made.Add(chosen);
        return chosen;
    }

    /// <summary>A number from a range, both ends included; the lowest is the plainest.</summary>
    public int Between(int low, int high) => low + Next(high - low + 1);

    /// <summary>Yes, so many times of a thousand.</summary>
    public bool Chance(int perMille) => perMille > 0 && Next(1000) >= 1000 - perMille;
}
