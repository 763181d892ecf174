using Koppel.Engine.Configuration;

namespace Koppel.Server.Sessions;

/// <summary>What the sessions of the program are opened with, as the configuration says it now.</summary>
/// <param name="Engine">What an engine is made with.</param>
/// <param name="Session">What a session is opened with; user and door are filled in.</param>
public sealed record UiConfiguration(EngineOptions Engine, SessionOptions Session)
{
    /// <summary>What is wrong with the configuration, as a sentence; null when nothing is. The rest of it counts.</summary>
    public string? Problem { get; init; }
}
