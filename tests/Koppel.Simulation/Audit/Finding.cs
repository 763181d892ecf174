namespace Koppel.Simulation.Audit;

/// <summary>Something that must not be.</summary>
/// <param name="Rule">Which rule is broken, a few words.</param>
/// <param name="What">What was found.</param>
internal sealed record Finding(string Rule, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule}: {What}";
}
