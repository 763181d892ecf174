namespace Koppel.Engine.GuidedLoads;

/// <summary>How many values of a column look like one thing, and the first that do not.</summary>
/// <param name="look">That thing.</param>
/// <param name="code">Why another value is doubtful then.</param>
/// <param name="isSo">Whether a value looks like it.</param>
internal sealed class LookCount(ColumnLook look, string code, Func<string, bool> isSo)
{
    const int Kept = 20;

    readonly List<DoubtfulCell> _others = [];

    /// <summary>What is looked for.</summary>
    public ColumnLook Look => look;

    /// <summary>How many values look like it.</summary>
    public long Count { get; private set; }

    /// <summary>How many do not.</summary>
    public long OtherCount { get; private set; }

    /// <summary>The first of those.</summary>
    public IReadOnlyList<DoubtfulCell> Others => _others;

    /// <summary>The share of the values that look like it.</summary>
    public double Share => Count == 0 ? 0 : (double)Count / (Count + OtherCount);

    /// <summary>Counts a value.</summary>
    public void Add(long row, string value)
    {
        if (isSo(value))
        {
            Count++;
            return;
        }
        OtherCount++;
        if (_others.Count < Kept) _others.Add(new DoubtfulCell(row, value, code));
    }
}
