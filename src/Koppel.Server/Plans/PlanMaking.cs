using System.Reflection;
using System.Text.Json.Nodes;
using Koppel.Engine.Plans;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Plans;

/// <summary>A plan file while its script is planned: it comes into being when that was done, and else not at all.</summary>
/// <param name="id">By which the page knows the plan.</param>
/// <param name="writer">Gets what the loads would do.</param>
/// <param name="key">What plans are sealed with, or null.</param>
/// <param name="time">The clock.</param>
internal sealed class PlanMaking(string id, PlanWriter writer, string? key, TimeProvider time) : IRunSequel
{
    static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    /// <summary>By which the page knows the plan.</summary>
    public string Id => id;

    /// <summary>Gets what the loads would do.</summary>
    public PlanWriter Writer => writer;

    /// <inheritdoc/>
    public string Kind => "plan";

    /// <inheritdoc/>
    public JsonObject Complete(WorkSession session)
    {
        if (writer.Loads == 0)
            throw new ApiFault(422, "no-load", "No statement of the script loads anything, so that there is nothing to plan.");
        var now = time.GetUtcNow();
        var version = typeof(PlanMaking).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        writer.Complete(
            new PlanHead
            {
                Format = 0, MadeBy = $"Koppel {version?.Split('+')[0]}", Made = now, GoodUntil = now + GoodFor, User = session.User,
                Command = "ui",
            },
            session.Session.SourcesRead(), key);
        return new JsonObject { ["plan"] = id, ["loads"] = writer.Loads, ["changes"] = writer.Changes };
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
