namespace Koppel.Engine.Configuration;

/// <summary>All that is wrong with a configuration, told at once. No message holds a secret.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>A configuration with faults.</summary>
    /// <param name="faults">At least one sentence: what, where, what to do.</param>
    public ConfigurationException(IReadOnlyList<string> faults) : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>The faults, in the order in which they stand in the configuration.</summary>
    public IReadOnlyList<string> Faults { get; }
}
