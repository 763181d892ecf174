using System.Text.Json.Nodes;
using Koppel.Server.Sessions;

namespace Koppel.Server.Runs;

/// <summary>What is made of a script that came to its end; disposed with the run, whatever became of it.</summary>
internal interface IRunSequel : IDisposable
{
    /// <summary>The kind of the event that tells of it.</summary>
    string Kind { get; }

    /// <summary>The script is done: makes what is made of it, and tells it.</summary>
    /// <param name="session">The session that ran it.</param>
    JsonObject Complete(WorkSession session);
}
