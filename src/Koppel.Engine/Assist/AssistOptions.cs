namespace Koppel.Engine.Assist;

/// <summary>What completion and check go by.</summary>
public sealed record AssistOptions
{
    /// <summary>
    /// What is not known of a connection's tables may be asked of its remote system. The default is false: no call is made, and nothing is
    /// said about what is not known.
    /// </summary>
    public bool MayCall { get; init; }

    /// <summary>Values for <c>$name</c>, as the script will be run with.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>So many completions are given at most, the best. The default is 200.</summary>
    public int Most { get; init; } = 200;
}
