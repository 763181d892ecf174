namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>What was in the account before a recording began, as the calls that make it.</summary>
static class Preparations
{
    static readonly Dictionary<string, (string Method, string Path, string Body)[]> Calls = new(StringComparer.Ordinal)
    {
    };

    public static IEnumerable<(string Method, string Path, string Body)> Of(Recording recording) => Calls.GetValueOrDefault($"{recording.Family}/{recording.Name}") ?? [];
}
