namespace Koppel.Simulation.Choices;

/// <summary>
/// Makes the choices of a run that found something plainer, as long as the same is found: fewer rows, fewer faults, fewer processes.
/// </summary>
/// <param name="isFound">Whether a run by these choices finds it.</param>
/// <param name="mostRuns">So many runs are made at most.</param>
internal sealed class Shrinker(Func<IReadOnlyList<int>, bool> isFound, int mostRuns)
{
    int _runs;

    /// <summary>Shrinks.</summary>
    /// <param name="choices">What was found by.</param>
    public IReadOnlyList<int> Shrink(IReadOnlyList<int> choices)
    {
        var best = choices.ToArray();
        Shorten(ref best);
        for (var size = Math.Max(1, best.Length / 2); size >= 1 && _runs < mostRuns; size /= 2)
        {
            for (var from = 0; from < best.Length && _runs < mostRuns; from += size)
            {
                if (best.AsSpan(from, Math.Min(size, best.Length - from)).IndexOfAnyExcept(0) < 0) continue;
                var plainer = best.ToArray();
                plainer.AsSpan(from, Math.Min(size, best.Length - from)).Clear();
                Try(ref best, plainer);
            }
        }
        for (var at = 0; at < best.Length && _runs < mostRuns; at++)
        {
            while (best[at] > 1 && _runs < mostRuns)
            {
                var plainer = best.ToArray();
                plainer[at] /= 2;
                if (!Try(ref best, plainer)) break;
            }
        }
        Shorten(ref best);
        return best;
    }

    /// <summary>All behind a place is the plainest.</summary>
    void Shorten(ref int[] best)
    {
        var (none, all) = (0, best.Length);
        while (all - none > 1 && _runs < mostRuns)
        {
            var middle = (none + all) / 2;
            if (Try(ref best, best[..Math.Min(middle, best.Length)])) all = middle;
            else none = middle;
        }
    }

    bool Try(ref int[] best, int[] plainer)
    {
        _runs++;
        if (!isFound(plainer)) return false;
        best = plainer;
        return true;
    }
}
